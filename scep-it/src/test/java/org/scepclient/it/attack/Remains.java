package org.scepclient.it.attack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scepclient.testca.TestCa;

/** Checks the files that the commands left behind, without using the product's own code. */
final class Remains {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (CERTIFICATE|X509 CRL)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /**
     * Fetched certificates that serve to verify others; the later run against the attacker alone shows which of them
     * are trusted.
     */
    private static final Pattern FETCHED = Pattern.compile("(ca\\.crt(-\\d+)?|ca\\.pem|shown\\.pem|known-ca.*|ca-.*)");

    /** May contain any certificate that the CA issued. */
    private static final String ANY = "any.pem";

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final Map<String, String> KEYS =
            Map.of("own.crt", "dev.key", "cert.pem", "key.pem", "latest.crt", "latest.key");

    private static final String SCOPE = "2.5.29.28";
    private static final String DELTA = "2.5.29.27";

    private final Path directory;
    private final TestCa ca;
    private final X509Certificate attackersDevice;

    Remains(Path directory, TestCa ca, X509Certificate attackersDevice) {
        this.directory = directory;
        this.ca = ca;
        this.attackersDevice = attackersDevice;
    }

    /** A line for each certificate or CRL that must not exist. */
    List<String> troubles() throws IOException, GeneralSecurityException {
        Set<X509Certificate> right = new HashSet<>(ca.caCertificates());
        right.addAll(ca.nextCaCertificates());
        right.addAll(ca.issued());
        List<String> troubles = new ArrayList<>();
        for (Path file : files()) {
            Matcher block = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            while (block.find()) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                if (block.group(1).equals("CERTIFICATE")) {
                    certificate(file, der, right, troubles);
                } else {
                    crl(file, der, troubles);
                }
            }
        }
        return troubles;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private void certificate(Path file, byte[] der, Set<X509Certificate> right, List<String> troubles)
            throws IOException, GeneralSecurityException {
        X509Certificate found = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        String name = file.getFileName().toString();
        boolean fetched = FETCHED.matcher(name).matches();
        boolean attackers = found.equals(attackersDevice) && !name.equals(ANY);
        key(file, found, troubles);
        if (!fetched && (attackers || !right.contains(found))) {
            troubles.add(name + " has " + found.getSubjectX500Principal() + " of " + found.getIssuerX500Principal());
        }
    }

    /** Checks that a device's own certificate matches the key next to it. */
    private static void key(Path file, X509Certificate found, List<String> troubles)
            throws IOException, GeneralSecurityException {
        String name = file.getFileName().toString();
        Path key = file.resolveSibling(KEYS.getOrDefault(name, name));
        if (!KEYS.containsKey(name) || !Files.exists(key)) {
            return;
        }
        Matcher block = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            troubles.add(key.getFileName() + " is not a private key in PEM");
            return;
        }
        RSAPrivateKey own = (RSAPrivateKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
        boolean ours = found.getPublicKey() instanceof RSAPublicKey certified
                && certified.getModulus().equals(own.getModulus());
        if (!ours) {
            troubles.add(
                    name + " has " + found.getSubjectX500Principal() + ", whose key is not in " + key.getFileName());
        }
    }

    /** Checks that a CRL is signed by the CA, current, complete, and covers devices. */
    private void crl(Path file, byte[] der, List<String> troubles) throws GeneralSecurityException {
        X509CRL found = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        try {
            found.verify(ca.issuer().getPublicKey());
        } catch (GeneralSecurityException e) {
            troubles.add(file.getFileName() + " has a CRL by somebody else: " + e.getMessage());
        }
        boolean limited = found.getExtensionValue(SCOPE) != null || found.getExtensionValue(DELTA) != null;
        if (limited || !found.getNextUpdate().toInstant().isAfter(Instant.now())) {
            troubles.add(file.getFileName() + " has a CRL that does not cover the certificate: "
                    + found.getCriticalExtensionOIDs() + " until "
                    + found.getNextUpdate().toInstant());
        }
    }
}
