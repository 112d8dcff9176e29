package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.value.Secret;

/**
 * The steps of the demo, each of which explains itself.
 *
 * @param directory where the demo's files are stored
 */
record DemoSteps(Report report, CommandContext context, TestCa ca, Path directory) {
    static final String CHALLENGE_PASSWORD = "demo";
    private static final String OTHER_KEY = "other.key";
    private static final String OTHER_REQUEST = "other.csr";
    private static final String SUBJECT = "/O=Example/CN=router-7";
    private static final String NAMES = "DNS:router-7.example.com,IP:192.0.2.7";

    void enroll() throws ScepException, CommandException {
        report.line("1. A test CA starts on this machine, not for production: new keys, in memory, loopback only.");
        report.line("   " + ca.url());
        report.line("");
        TextFile.write(challengeFile(), FileAccess.SECRET, CHALLENGE_PASSWORD + "\n");
        List<String> args = List.of(
                "--url", ca.url().toString(),
                "--out", device().toString(),
                "--subject", SUBJECT,
                "--alt-name", NAMES,
                "--challenge-file", challengeFile().toString(),
                "--ca-fingerprint", ca.fingerprint().toString());
        report.line("2. From nothing to a certificate, in one command:");
        report.line("   " + name() + " enroll --url " + ca.url() + " \\");
        for (int i = 2; i < args.size(); i += 2) {
            report.line("       " + args.get(i) + " " + args.get(i + 1) + (i + 2 < args.size() ? " \\" : ""));
        }
        Instant start = context.clock().instant();
        EnrollCommand command = new EnrollCommand();
        Arguments arguments =
                Arguments.of(ScepclientCommand.commandLine(command.model()).parseArgs(args.toArray(String[]::new)));
        Report silent = new Report(context, true);
        command.run(arguments, silent, context);
        Duration duration = Duration.between(start, context.clock().instant());
        report.line("   done in " + duration.toMillis() + " ms");
        report.line("");
    }

    void showCertificate() throws ScepException {
        X509Certificate certificate = TextFile.certificate(file(EnrollmentDirectory.CERTIFICATE));
        List<X509Certificate> chain = new ArrayList<>(TextFile.certificates(file(EnrollmentDirectory.CHAIN)));
        chain.add(certificate);
        report.line("3. The certificate and its chain:");
        report.line("");
        for (CertificateTree.Row row : CertificateTree.rows(chain)) {
            ValidityBar bar = new ValidityBar(row.certificate(), context.clock().instant());
            String suffix = row.certificate().equals(certificate) ? "  <- new" : "";
            report.line("   " + row.prefix() + row.certificate().getSubjectX500Principal() + suffix);
            report.line("   " + row.continuation() + bar.bar() + " " + bar.dates() + ", " + bar.words());
        }
        report.line("");
        CertificateText.of(certificate).lines().forEach(line -> report.line("   " + line));
        report.line("");
        report.line("   Only the owner can read " + file(EnrollmentDirectory.KEY) + "; beside it are "
                + String.join(", ", EnrollmentDirectory.CERTIFICATE, EnrollmentDirectory.CHAIN, EnrollmentDirectory.CA)
                + ".");
    }

    void suggestCommands() throws ScepException {
        writeOtherRequest();
        report.line("");
        report.line("4. The CA keeps running. In another terminal, for example:");
        report.line("   " + name() + " ca --url " + ca.url());
        report.line("   " + name() + " enroll --url " + ca.url() + " --out " + device() + " --renew");
        report.line("   " + name() + " crl --cert " + file(EnrollmentDirectory.CERTIFICATE) + " --out ca.crl");
        report.line("   sscep getca -u " + ca.url() + " -c ca.crt --ca-fingerprint " + ca.fingerprint());
        report.line("   sscep enroll -u " + ca.url() + " -c ca.crt -k " + directory.resolve(OTHER_KEY) + " -r "
                + directory.resolve(OTHER_REQUEST) + " -l other.crt");
        report.line("");
    }

    /** Writes a key and a request for sscep, which makes neither. */
    private void writeOtherRequest() throws ScepException {
        LoadedKey key = new KeyGeneration(new SecureRandom()).rsa(2048);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/O=Example/CN=router-8", Optional.empty()))
                .withChallengePassword(Secret.of(CHALLENGE_PASSWORD));
        var request = template.sign(key.key(), key.publicKey(), DigestAlgorithm.SHA256);
        TextFile.write(
                directory.resolve(OTHER_KEY),
                FileAccess.SECRET,
                PemWriter.privateKey(key.key().privateKey()));
        TextFile.write(directory.resolve(OTHER_REQUEST), FileAccess.PUBLIC, PemWriter.request(request));
    }

    /** Runs the router app until a signal. */
    void runApp(ShutdownHook hook) throws ScepException {
        try (DemoAgent app = DemoAgent.start(ca, directory.resolve("app"), challengeFile())) {
            report.line("5. The router app has enrolled too. Its page, once within a minute:");
            report.line("   " + app.link());
            report.line("   The browser warns, because the page's certificate is self-signed. Another link, and the"
                    + " app's state:");
            report.line("   export " + app.environment());
            report.line("   " + name() + " web --link; " + name() + " status");
            report.line("");
            report.line("Press Ctrl-C to stop.");
            hook.awaitSignal(context);
        }
    }

    private String name() {
        return context.console().name();
    }

    private Path challengeFile() {
        return directory.resolve("challenge");
    }

    private Path device() {
        return directory.resolve("device");
    }

    private Path file(String name) {
        return device().resolve(name);
    }
}
