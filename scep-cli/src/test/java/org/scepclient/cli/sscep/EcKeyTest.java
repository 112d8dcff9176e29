package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Secret;

/** Signature keys that cannot decrypt, of the device and of the CA. */
class EcKeyTest {
    private static final String CHALLENGE = "open-sesame";

    @TempDir
    Path dir;

    private SscepFixture fixture(TestCa ca) throws Exception {
        LoadedKey key = new KeyGeneration(new SecureRandom()).ec("secp256r1");
        SscepFixture fixture = new SscepFixture(dir)
                .device("dev", key, SscepFixture.template("/CN=dev", CHALLENGE))
                .device("bare", key);
        fixture.getCa(ca);
        return fixture;
    }

    @Test
    void readsAReplyByKeyAgreement() throws Exception {
        try (TestCa ca =
                TestCa.start(SscepFixture.ca().challenge(Secret.of(CHALLENGE)).build())) {
            SscepFixture fixture = fixture(ca);
            ca.fault(Fault.KEY_AGREEMENT);
            CommandRun run = fixture.enroll(ca, "dev");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void readsAReplyUnderTheChallengePassword() throws Exception {
        try (TestCa ca =
                TestCa.start(SscepFixture.ca().challenge(Secret.of(CHALLENGE)).build())) {
            CommandRun run = fixture(ca).enroll(ca, "dev");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void asksACaThatDoesNotDecryptUnderTheChallengePassword() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca()
                .keyKind(KeyKind.EC)
                .challenge(Secret.of(CHALLENGE))
                .build())) {
            CommandRun run = fixture(ca).enroll(ca, "dev");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void sendsNothingThatTheCaCouldNotRead() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca()
                .keyKind(KeyKind.EC)
                .challenge(Secret.of(CHALLENGE))
                .build())) {
            CommandRun run = fixture(ca).enroll(ca, "bare", "--json");
            assertThat(run.out()).contains("\"code\":\"crypto.key\"", "cannot encrypt the request");
            assertThat(ca.requests()).noneMatch(request -> request.operation().equals("PKIOperation"));
        }
    }
}
