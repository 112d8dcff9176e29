package org.scepclient.it.sscep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.Exchange;
import org.scepclient.it.scripted.ScriptedCa;
import org.scepclient.it.scripted.SentMessage;

/**
 * What an invocation did, in lines: {@code exit}, {@code out}, {@code err}, {@code file}, {@code sent}. Names stand for what
 * differs from run to run.
 *
 * @param keys {@link #keys} of the fixture
 * @param before a copy of the directory
 * @param after the directory in which the invocation ran
 */
record Facts(ScriptedCa ca, Map<String, String> keys, Path before, Path after) {
    private static final Pattern TRANSACTION_ID = Pattern.compile("\\b[0-9A-F]{64}\\b|\\b[0-9A-F]{32}\\b");
    private static final Pattern FINGERPRINT = Pattern.compile("\\b([0-9A-F]{2}:){15,}[0-9A-F]{2}\\b");
    private static final Pattern VERSION = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\b");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.3.14.3.2.7", "des"),
            Map.entry("1.2.840.113549.3.7", "3des"),
            Map.entry("2.16.840.1.101.3.4.1.2", "aes128"),
            Map.entry("2.16.840.1.101.3.4.1.22", "aes192"),
            Map.entry("2.16.840.1.101.3.4.1.42", "aes256"),
            Map.entry("1.2.840.113549.2.5", "md5"),
            Map.entry("1.3.14.3.2.26", "sha1"),
            Map.entry("2.16.840.1.101.3.4.2.1", "sha256"),
            Map.entry("2.16.840.1.101.3.4.2.4", "sha224"),
            Map.entry("2.16.840.1.101.3.4.2.2", "sha384"),
            Map.entry("2.16.840.1.101.3.4.2.3", "sha512"));
    private static final Map<String, String> TYPES =
            Map.of("17", "RenewalReq", "19", "PKCSReq", "20", "CertPoll", "21", "GetCert", "22", "GetCRL");

    String of(Finished finished) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("exit " + finished.exit());
        output("out", finished.out(), lines);
        output("err", finished.err(), lines);
        try (Stream<Path> files = Files.list(after)) {
            files.filter(this::isNew).sorted().map(this::describe).forEach(lines::add);
        }
        ca.exchanges().stream().map(this::describe).forEach(lines::add);
        return String.join("\n", lines);
    }

    /** Of the usage text, the first line. */
    private void output(String name, String text, List<String> lines) {
        String shown = text.startsWith("Usage: ") || text.contains("\nUsage: ")
                ? text.replaceAll("(?s)(Usage: \\S+).*", "$1")
                : text.replaceAll("(?s)-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", "{PEM certificate}");
        shown.lines()
                .map(line -> (name + " " + withNames(line)).stripTrailing())
                .forEach(lines::add);
    }

    private String withNames(String line) {
        URI url = ca.url();
        String named = line.replace(url.toString(), "{url}")
                .replace("127.0.0.1:" + url.getPort(), "{host}")
                .replace(Integer.toString(url.getPort()), "{port}")
                .replace(url.getPath().substring(1), "{path}");
        named = FINGERPRINT
                .matcher(named)
                .replaceAll(match -> "{" + (match.group().length() + 1) / 3 + " octets}");
        named = VERSION.matcher(named).replaceAll("{version}");
        return TRANSACTION_ID.matcher(named).replaceAll("{id}");
    }

    private boolean isNew(Path file) {
        try {
            Path old = before.resolve(file.getFileName());
            return !Files.exists(old)
                    || Files.isSymbolicLink(file) != Files.isSymbolicLink(old)
                    || Files.mismatch(file, old) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String describe(Path file) {
        try {
            String name = "file " + file.getFileName();
            return Files.isSymbolicLink(file)
                    ? name + " -> " + Files.readSymbolicLink(file)
                    : name + " " + mode(file) + " " + content(Files.readAllBytes(file));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file.toString(), e);
        }
    }

    private static String mode(Path file) throws IOException {
        return String.format("%03o", (int) Files.getAttribute(file, "unix:mode") & 0777);
    }

    private String content(byte[] content) throws GeneralSecurityException {
        String text = new String(content, StandardCharsets.UTF_8);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        var in = new ByteArrayInputStream(content);
        if (text.contains("BEGIN X509 CRL")) {
            X509CRL crl = (X509CRL) factory.generateCRL(in);
            return "CRL of "
                    + (crl.getIssuerX500Principal().equals(ca.ca().certificate().getSubjectX500Principal())
                            ? "ca.pem"
                            : "another");
        }
        if (!text.contains("BEGIN CERTIFICATE")) {
            return "text";
        }
        return factory.generateCertificates(in).stream()
                .map(X509Certificate.class::cast)
                .map(this::describe)
                .collect(Collectors.joining(", "));
    }

    private String describe(X509Certificate certificate) {
        if (certificate.equals(ca.ca().certificate())) {
            return "ca.pem";
        }
        boolean byCa = certificate
                .getIssuerX500Principal()
                .equals(ca.ca().certificate().getSubjectX500Principal());
        return "certificate of " + key(certificate) + " by " + (byCa ? "ca.pem" : "itself");
    }

    /** The file of the private key. */
    private String key(X509Certificate certificate) {
        return keys.getOrDefault(
                Base64.getEncoder().encodeToString(certificate.getPublicKey().getEncoded()), "another key");
    }

    /** The files of private keys in a directory, by the public key in Base64. */
    static Map<String, String> keys(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".key"))
                    .sorted()
                    .collect(Collectors.toMap(
                            Facts::publicKey, file -> file.getFileName().toString(), (first, other) -> first));
        }
    }

    private static String publicKey(Path file) {
        String pem = Command.of("openssl", "pkey", "-in", file, "-pubout")
                .run()
                .mustSucceed()
                .out();
        return pem.replaceAll("-----[^-]*-----|\n", "");
    }

    private String describe(Exchange exchange) {
        String target = withNames(exchange.target()).replaceFirst("^/\\{path}", "");
        if (!exchange.operation().equals("PKIOperation")) {
            return "sent " + exchange.method() + " " + target;
        }
        SentMessage message = exchange.message();
        return "sent " + exchange.method() + " " + target.replaceAll("message=[^&]*", "message=…") + " "
                + TYPES.get(message.type()) + " " + NAMES.getOrDefault(message.digest(), message.digest()) + " "
                + NAMES.getOrDefault(message.cipher(), message.cipher()) + " by "
                + (message.signer()
                                .getIssuerX500Principal()
                                .equals(message.signer().getSubjectX500Principal())
                        ? "self-signed "
                        : "")
                + message.signer().getSubjectX500Principal();
    }
}
