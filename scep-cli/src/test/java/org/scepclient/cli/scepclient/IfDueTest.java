package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.file.TextFile;
import org.scepclient.fixture.TestClock;
import org.scepclient.keys.LoadedKey;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Secret;

/** {@code enroll --if-due}, as a line of a crontab. The test CA issues for a year. */
class IfDueTest {
    @TempDir
    Path directory;

    private TestCa ca;
    private Path challenge;
    private final Instant begin = Instant.now();
    private final TestClock clock = new TestClock(begin);
    private final CommandRun command = new CommandRun().at(clock);

    @BeforeEach
    void start() throws Exception {
        ca = TestCa.start(TestCaConfig.builder()
                .clock(clock)
                .challenge(Secret.of("right"))
                .build());
        challenge = Files.writeString(directory.resolve("challenge"), "right");
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out()).startsWith("Enrolling: there is no certificate with its key\n");
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private int run(String... more) {
        return command.run(Stream.concat(line("/O=Example/CN=router-7", "30d").stream(), Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> line(String subject, String limit) {
        return List.of(
                "enroll",
                "--url",
                ca.url().toString(),
                "--out",
                out("").toString(),
                "--subject",
                subject,
                "--challenge-file",
                challenge.toString(),
                "--ca-fingerprint",
                ca.fingerprint().toString(),
                "--if-due",
                limit);
    }

    private Path out(String name) {
        return directory.resolve("device").resolve(name);
    }

    private void onDay(int number) {
        clock.set(begin.plus(Duration.ofDays(number)));
    }

    private X509Certificate certificate() throws Exception {
        return TextFile.certificate(out("cert.pem"));
    }

    private void requireMatchingKey() throws Exception {
        assertThat(LoadedKey.read(out("key.pem")).publicKey())
                .isEqualTo(certificate().getPublicKey());
    }

    @Test
    void doesNothingAndPrintsNothingInAPipeWhileTheCertificateIsNotDue() throws Exception {
        X509Certificate first = certificate();
        Files.delete(challenge);
        String url = ca.url().toString();
        ca.close();
        assertThat(url).isNotEmpty();
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out() + command.err()).isEmpty();
        assertThat(certificate()).isEqualTo(first);
        assertThat(run("--json")).isZero();
        assertThat(command.out())
                .contains("\"due\":false,\"dueAt\":\"")
                .contains("\"exitCode\":0")
                .doesNotContain("certificate\":");
    }

    @Test
    void printsALineAtATerminal() {
        assertThat(command.answering("")
                        .run(line("/O=Example/CN=router-7", "30d").toArray(String[]::new)))
                .isZero();
        assertThat(command.out())
                .startsWith("Nothing to do: the certificate is valid until ")
                .hasLineCount(1);
    }

    @Test
    void renewsAtTheTimeBeforeTheEnd() throws Exception {
        X509Certificate first = certificate();
        onDay(330);
        assertThat(run()).isZero();
        assertThat(certificate()).isEqualTo(first);
        onDay(336);
        Files.delete(challenge);
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out()).startsWith("Renewing: due since ");
        assertThat(certificate()).isNotEqualTo(first);
        assertThat(certificate().getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
        requireMatchingKey();
    }

    @Test
    void renewsAtTheShareOfTheValidity() throws Exception {
        X509Certificate first = certificate();
        String[] line = line("/O=Example/CN=router-7", "33%").toArray(String[]::new);
        onDay(240);
        assertThat(command.run(line)).isZero();
        assertThat(certificate()).isEqualTo(first);
        onDay(246);
        assertThat(command.run(line)).as(command.err()).isZero();
        assertThat(certificate()).isNotEqualTo(first);
    }

    @Test
    void enrollsAgainAfterTheEnd() throws Exception {
        X509Certificate first = certificate();
        onDay(366);
        run();
        assertThat(command.out()).startsWith("Enrolling: the certificate expired at ");
        assertThat(ca.issued()).hasSize(2);
        assertThat(certificate().getPublicKey()).isNotEqualTo(first.getPublicKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert.pem", "key.pem"})
    void enrollsAgainAfterDamage(String name) throws Exception {
        Files.writeString(out(name), "damaged");
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out()).startsWith("Enrolling: " + out(name) + ": ");
        requireMatchingKey();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert.pem", "key.pem"})
    void enrollsAgainIfAFileIsMissing(String name) throws Exception {
        Files.delete(out(name));
        assertThat(run()).as(command.err()).isZero();
        requireMatchingKey();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.pem", "chain.pem"})
    void renewsIfTheCertificatesBesideThePairAreDamagedOrMissing(String name) throws Exception {
        String intact = Files.readString(out(name));
        Files.writeString(out(name), "damaged");
        assertThat(run()).as(command.err()).isZero();
        assertThat(out(name)).hasContent(intact);
        Files.delete(out(name));
        assertThat(run()).as(command.err()).isZero();
        assertThat(out(name)).hasContent(intact);
        requireMatchingKey();
        assertThat(ca.issued()).hasSize(3);
    }

    @Test
    void namesAnotherSubjectWhereItIsNotKnownHowTheCertificateWasRequested() throws Exception {
        Files.delete(out(".enrollment/requested"));
        assertThat(run()).isZero();
        assertThat(command.err()).isEmpty();
        assertThat(command.run(line("/CN=other", "30d").toArray(String[]::new))).isZero();
        assertThat(command.err()).contains("has the subject '/O=Example/CN=router-7'; if that is not the CA's change");
    }

    @Test
    void enrollsAgainIfTheKeyIsAnother() throws Exception {
        Path key = out("key.pem");
        String[] other = line("/CN=other", "30d").toArray(String[]::new);
        other[4] = directory.resolve("other").toString();
        assertThat(command.run(other)).isZero();
        Files.copy(directory.resolve("other/key.pem"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out()).startsWith("Enrolling: " + key + " is not the key of " + out("cert.pem"));
        requireMatchingKey();
    }

    @Test
    void enrollsAgainIfTheRequestHasChangedAndOnlyOnce() throws Exception {
        String[] changed = line("/O=Example/CN=router-8", "30d").toArray(String[]::new);
        assertThat(command.run(changed)).as(command.err()).isZero();
        assertThat(command.out()).startsWith("Enrolling: the certificate was requested with another --subject\n");
        X509Certificate second = certificate();
        assertThat(second.getSubjectX500Principal().getName()).isEqualTo("CN=router-8,O=Example");
        assertThat(command.run(changed)).isZero();
        assertThat(command.out()).isEmpty();
        assertThat(certificate()).isEqualTo(second);
        assertThat(run("--subject=/CN=router-8")).isEqualTo(1);
    }

    /** At the URL of the old CA, and with all other options as before. */
    @Test
    void enrollsAgainIfTheFingerprintIsThatOfAnotherCa() throws Exception {
        X509Certificate first = certificate();
        int port = ca.url().getPort();
        ca.close();
        ca = TestCa.start(TestCaConfig.builder()
                .clock(clock)
                .port(port)
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .challenge(Secret.of("right"))
                .build());
        assertThat(run()).as(command.err()).isZero();
        assertThat(command.out())
                .startsWith("Enrolling: the certificate was issued by another CA than that of --ca-fingerprint\n");
        X509Certificate second = certificate();
        assertThat(second).isNotEqualTo(first);
        assertThat(ca.issued()).containsExactly(second);
        requireMatchingKey();

        assertThat(run()).isZero();
        assertThat(command.out() + command.err()).isEmpty();
        assertThat(ca.issued()).hasSize(1);
    }

    @Test
    void isNotDueIfTheFingerprintIsGivenWithAnotherDigest() throws Exception {
        X509Certificate first = certificate();
        List<String> line = new ArrayList<>(line("/O=Example/CN=router-7", "30d"));
        line.set(
                line.indexOf("--ca-fingerprint") + 1,
                Fingerprint.of(ca.issuer(), DigestAlgorithm.SHA1).toString());
        assertThat(command.run(line.toArray(String[]::new))).isZero();
        assertThat(certificate()).isEqualTo(first);
    }

    @Test
    void keepsWhatWasRequestedThroughARenewalByHand() throws Exception {
        assertThat(command.run("enroll", "--url", ca.url().toString(), "--out", out("").toString(), "--renew"))
                .as(command.err())
                .isZero();
        X509Certificate renewed = certificate();
        assertThat(run()).isZero();
        assertThat(certificate()).isEqualTo(renewed);
    }

    @Test
    void refusesFilesThatOthersCouldHaveChanged() throws Exception {
        Files.setPosixFilePermissions(
                out("cert.pem"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(run()).isEqualTo(93);
        assertThat(command.err()).contains("other users could have changed the file");
        assertThat(ca.issued()).hasSize(1);
    }
}
