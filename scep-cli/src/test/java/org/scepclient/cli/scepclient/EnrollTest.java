package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Secret;

class EnrollTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();

    @SuppressWarnings("NullAway.Init") // by start, which each test calls first
    private TestCa ca;

    @AfterEach
    void stop() {
        if (ca != null) {
            ca.close();
        }
    }

    private void start(TestCaConfigBuilder config) throws IOException {
        ca = TestCa.start(config.build());
    }

    private Path out() {
        return directory.resolve("device");
    }

    private String[] enroll(String... more) {
        String[] args = {"enroll", "--url", ca.url().toString(), "--out", out().toString()};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private int enrollPinned() {
        return command.run(enroll(
                "--subject",
                "/O=Example/CN=router-7",
                "--ca-fingerprint",
                ca.fingerprint().toString()));
    }

    private X509Certificate certificate() throws Exception {
        return TextFile.certificate(out().resolve("cert.pem"));
    }

    @Test
    void leavesKeyCertificateChainAndCa() throws Exception {
        start(TestCaConfig.builder().intermediate(true));

        assertThat(enrollPinned()).isZero();

        assertThat(command.err()).isEmpty();
        assertThat(command.out()).startsWith("The CA issued the certificate:\n  subject:     CN=router-7, O=Example\n");
        assertThat(names(out())).containsExactlyInAnyOrder("key.pem", "cert.pem", "chain.pem", "ca.pem", ".enrollment");
        assertThat(names(out().resolve(".enrollment"))).containsExactlyInAnyOrder("offered", "requested");
        assertThat(certificate().getPublicKey())
                .isEqualTo(LoadedKey.read(out().resolve("key.pem")).publicKey());
        List<X509Certificate> chain = TextFile.certificates(out().resolve("chain.pem"));
        certificate().verify(chain.getFirst().getPublicKey());
        chain.getFirst().verify(chain.get(1).getPublicKey());
        assertThat(TextFile.certificates(out().resolve("ca.pem")))
                .containsExactlyInAnyOrderElementsOf(ca.caCertificates());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out().resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void needsNoSubjectBesideANameAndRenewsWithoutOne() throws Exception {
        start(TestCaConfig.builder());
        String pin = ca.fingerprint().toString();

        assertThat(command.run(enroll("--subject", "/", "--ca-fingerprint", pin)))
                .isOne();
        assertThat(command.err())
                .contains("--subject: a request without a subject needs an alternative name; give one with --alt-name");
        for (String[] options : new String[][] {{"--subject", "/", "--alt-name", "DNS:r7.example.com"}, {"--renew"}}) {
            List<String> line = new ArrayList<>(List.of(options));
            line.addAll(List.of("--ca-fingerprint", pin));
            assertThat(command.run(enroll(line.toArray(String[]::new))))
                    .as(command.err())
                    .isZero();
            assertThat(certificate().getSubjectX500Principal().getName()).isEmpty();
            assertThat(certificate().getCriticalExtensionOIDs()).contains("2.5.29.17");
        }
        assertThat(command.out()).contains("names:       DNS:r7.example.com");
    }

    @Test
    void printsTheSameAsJson() throws Exception {
        start(TestCaConfig.builder());

        int status = command.run(enroll(
                "--subject",
                "/CN=a",
                "--json",
                "--ca-fingerprint",
                ca.fingerprint().toString()));

        assertThat(status).isZero();
        assertThat(command.out())
                .startsWith("{\"command\":\"enroll\",\"transaction\":\"")
                .contains("\"certificate\":{\"subject\":\"CN=a\"")
                .contains("\"key\":\"" + out() + "/key.pem\"")
                .endsWith(",\"exitCode\":0}\n");
    }

    @Test
    void asksForNamesUsesAndTemplate() throws Exception {
        start(TestCaConfig.builder());

        int status = command.run(enroll(
                "--subject",
                "/CN=a",
                "--trust-on-first-use",
                "--alt-name",
                "DNS:a.example.com,IP:192.0.2.7",
                "--key-usage",
                "digitalSignature",
                "--ext-key-usage",
                "clientAuth,serverAuth",
                "--template",
                "pc",
                "--sid",
                "S-1-5-21-3623811015-3361044348-30300820-1013"));

        assertThat(status).isZero();
        assertThat(certificate().getExtensionValue("1.3.6.1.4.1.311.25.2")).isNotNull();
        assertThat(certificate().getSubjectAlternativeNames()).hasSize(2);
        assertThat(certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1");
    }

    @Test
    void refusesAnUnknownCaWhereNobodyCanBeAsked() throws Exception {
        start(TestCaConfig.builder());

        int status = command.run(enroll("--subject", "/CN=a"));

        assertThat(status).isEqualTo(97);
        assertThat(command.err())
                .isEqualTo("scepclient: unknown CA '" + name() + "'; compare its SHA-256 fingerprint with the one from"
                        + " the CA's administrator, then add"
                        + " --ca-fingerprint " + ca.fingerprint() + " [trust.fingerprint]");
        assertThat(names(directory)).isEmpty();
    }

    private String name() {
        return ca.issuer().getSubjectX500Principal().toString();
    }

    @Test
    void asksForConfirmationOfTheFingerprint() throws Exception {
        start(TestCaConfig.builder());

        assertThat(command.answering("yes").run(enroll("--subject", "/CN=a"))).isZero();

        assertThat(command.err()).contains("scepclient: SHA-256 fingerprint " + ca.fingerprint());
        assertThat(command.questions())
                .containsExactly(
                        "Does the fingerprint match the one from the CA's administrator? Type yes to continue:");
    }

    @Test
    void trustsNothingButTheOneCertificateOfTheFirstContact() throws Exception {
        start(TestCaConfig.builder());
        ca.fault(Fault.SIGNED_BY_LISTED_STRANGER);

        assertThat(command.run(enroll("--subject", "/CN=a", "--trust-on-first-use")))
                .isEqualTo(97);

        assertThat(command.err())
                .contains("first use, with SHA-256 fingerprint " + ca.fingerprint())
                .contains("the reply is not signed by a trusted CA or RA certificate");
        assertThat(out().resolve("cert.pem")).doesNotExist();
    }

    @Test
    void acceptsThePinnedRegistrationAuthorityOnly() throws Exception {
        start(TestCaConfig.builder().ra(RaSetup.SINGLE));
        String pin = ca.fingerprint().toString();
        String authority = Fingerprint.of(ca.caCertificates().getFirst(), DigestAlgorithm.SHA256)
                .toString();

        assertThat(command.run(enroll("--subject", "/CN=a", "--ca-fingerprint", pin, "--ra-fingerprint", pin)))
                .isEqualTo(97);
        assertThat(ca.issued()).isEmpty();

        assertThat(command.run(enroll("--subject", "/CN=a", "--ca-fingerprint", pin, "--ra-fingerprint", authority)))
                .as(command.err())
                .isZero();
    }

    @Test
    void sendsNothingWithoutConfirmation() throws Exception {
        start(TestCaConfig.builder());

        assertThat(command.answering("no").run(enroll("--subject", "/CN=a"))).isEqualTo(97);

        assertThat(command.err())
                .endsWith("the CA '" + name() + "' was rejected; nothing was sent [trust.fingerprint]");
        assertThat(ca.issued()).isEmpty();
    }

    @Test
    void refusesACaWithAnotherFingerprint() throws Exception {
        start(TestCaConfig.builder());
        Fingerprint seen = Fingerprint.of(ca.issuer(), DigestAlgorithm.SHA256);
        String other = "00".repeat(32);

        assertThat(command.run(enroll("--subject", "/CN=a", "--ca-fingerprint", other)))
                .isEqualTo(97);

        assertThat(command.err())
                .startsWith("scepclient: no CA certificate of the server has the expected SHA-256 fingerprint 00:00:")
                .contains("; the server sent " + seen)
                .contains("; compare both with the fingerprint from the CA's administrator");
        assertThat(names(directory)).isEmpty();
    }

    @Test
    void leavesNothingWhenTheChallengeIsRefused() throws Exception {
        start(TestCaConfig.builder().challenge(Secret.of("right")));
        Path challenge = Files.writeString(directory.resolve("challenge"), "wrong\n");

        int status = command.run(
                enroll("--subject", "/CN=a", "--trust-on-first-use", "--challenge-file", challenge.toString()));

        assertThat(status).isEqualTo(72);
        assertThat(command.err())
                .contains("scepclient: the server refused the request (badRequest)")
                .contains("; check the challenge password, and ")
                .endsWith(" (--challenge-file) [protocol.failure.bad-request]");
        assertThat(names(directory)).containsExactly("challenge");
    }

    @Test
    void takesTheChallengeFromTheFirstLineOfAFile() throws Exception {
        start(TestCaConfig.builder().challenge(Secret.of("right")));
        Path challenge = Files.writeString(directory.resolve("challenge"), "right\nsecond line\n");

        assertThat(command.run(
                        enroll("--subject", "/CN=a", "--trust-on-first-use", "--challenge-file", challenge.toString())))
                .isZero();
    }

    @Test
    void doesNotReplaceACertificateUnasked() throws Exception {
        start(TestCaConfig.builder());
        assertThat(enrollPinned()).isZero();
        BigInteger serial = certificate().getSerialNumber();

        assertThat(enrollPinned()).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: " + out().resolve("cert.pem") + " is valid until "
                        + certificate().getNotAfter().toInstant()
                        + "; use --renew to renew it, or --force to replace it and its key [storage]");
        assertThat(certificate().getSerialNumber()).isEqualTo(serial);
        assertThat(names(out().resolve(".enrollment"))).containsExactlyInAnyOrder("offered", "requested");
    }

    @Test
    void doesNotReplaceAKeyUnasked() throws Exception {
        start(TestCaConfig.builder());
        Files.createDirectory(out());
        Path key = Files.writeString(out().resolve("key.pem"), "mine");

        assertThat(enrollPinned()).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: " + key
                        + " exists without a certificate; move it away, or use --force to replace it [storage]");
        assertThat(key).hasContent("mine");
    }

    @Test
    void enrollsAgainWhenForced() throws Exception {
        start(TestCaConfig.builder());
        assertThat(enrollPinned()).isZero();
        X509Certificate first = certificate();

        assertThat(command.run(enroll("--subject", "/CN=other", "--force"))).isZero();

        assertThat(certificate().getPublicKey()).isNotEqualTo(first.getPublicKey());
        assertThat(certificate().getSubjectX500Principal().getName()).isEqualTo("CN=other");
    }

    @Test
    void renewsWithANewKeyTheSameNamesAndThePreviousCa() throws Exception {
        start(TestCaConfig.builder().challenge(Secret.of("right")));
        Path challenge = Files.writeString(directory.resolve("challenge"), "right");
        assertThat(command.run(enroll(
                        "--subject",
                        "/O=Example/CN=router-7",
                        "--alt-name",
                        "DNS:r7.example.com",
                        "--trust-on-first-use",
                        "--challenge-file",
                        challenge.toString())))
                .isZero();
        X509Certificate first = certificate();

        assertThat(command.run(enroll("--renew"))).isZero();

        assertThat(command.err()).isEmpty();
        assertThat(certificate().getPublicKey()).isNotEqualTo(first.getPublicKey());
        assertThat(certificate().getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
        assertThat(certificate().getSubjectAlternativeNames().toString())
                .isEqualTo(first.getSubjectAlternativeNames().toString());
        assertThat(LoadedKey.read(out().resolve("key.pem")).publicKey())
                .isEqualTo(certificate().getPublicKey());
    }

    @Test
    void refusesToRenewWhatIsNotThere() throws Exception {
        start(TestCaConfig.builder());

        assertThat(command.run(enroll("--renew"))).isEqualTo(93);

        assertThat(command.err())
                .isEqualTo("scepclient: " + out()
                        + " has no key and certificate to renew; enroll without --renew [storage]");
    }

    @Test
    void refusesAnotherCaAtRenewal() throws Exception {
        start(TestCaConfig.builder());
        assertThat(enrollPinned()).isZero();
        X509Certificate first = certificate();
        ca.close();
        start(TestCaConfig.builder());

        assertThat(command.run(enroll("--renew"))).isEqualTo(97);

        assertThat(command.err()).startsWith("scepclient: the server's CA is not the trusted one (SHA-256 ");
        assertThat(certificate()).isEqualTo(first);
    }

    @Test
    void reportsTheAddressOfAnUnreachableServer() throws Exception {
        start(TestCaConfig.builder());
        ca.close();

        assertThat(command.run(enroll("--subject", "/CN=a"))).isEqualTo(95);

        assertThat(command.err()).contains("connection refused").hasLineCount(1);
        assertThat(names(directory)).isEmpty();
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("device") || !isEmpty(directory.resolve(name)))
                    .toList();
        }
    }

    private static boolean isEmpty(Path path) {
        String[] entries = path.toFile().list();
        return entries != null && entries.length == 0;
    }
}
