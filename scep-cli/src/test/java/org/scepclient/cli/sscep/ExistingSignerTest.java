package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.capabilities.Capability;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

/** Enrollments signed with an existing key and certificate: {@code -K} and {@code -O}. */
class ExistingSignerTest {
    @TempDir
    Path dir;

    /** A fixture with {@code old.key} and {@code old.crt}. */
    private SscepFixture prepare(TestCa ca) throws Exception {
        SscepFixture fixture =
                new SscepFixture(dir).device("old", DeviceKeys.FIRST, SscepFixture.template("/CN=dev", "s3cret"));
        fixture.getCa(ca);
        assertThat(fixture.enroll(ca, "old").exitCode()).isZero();
        return fixture;
    }

    @Test
    void renewsByRenewalReqWhereTheServerOffersIt() throws Exception {
        try (TestCa ca =
                TestCa.start(SscepFixture.ca().challenge(Secret.of("s3cret")).build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
            CommandRun run = fixture.enroll(ca, "new", "-v", "-K", "@old.key", "-O", "@old.crt");
            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).contains("sscep: message type: RenewalReq");
            assertThat(fixture.certificate("new.crt").getPublicKey()).isEqualTo(DeviceKeys.SECOND.publicKey());
        }
    }

    @Test
    void renewsByPkcsReqWhereTheServerOffersNoRenewal() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca()
                .capabilities(Capability.AES, Capability.POST_PKI_OPERATION, Capability.SHA_256)
                .build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
            CommandRun run = fixture.enroll(ca, "new", "-v", "-K", "@old.key", "-O", "@old.crt");
            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).contains("sscep: message type: PKCSReq");
        }
    }

    @Test
    void sendsTheMessageThatIsForced() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
            CommandRun forced =
                    fixture.enroll(ca, "new", "-v", "-K", "@old.key", "-O", "@old.crt", "--request-type", "pkcsreq");
            assertThat(forced.lines()).contains("sscep: message type: PKCSReq");
            CommandRun renewal =
                    fixture.enroll(ca, "new", "-v", "-K", "@old.key", "-O", "@old.crt", "--request-type", "renewal");
            assertThat(renewal.lines()).contains("sscep: message type: RenewalReq");
            assertThat(fixture.enroll(ca, "new", "--request-type", "other").exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void enrollsForADeviceWhoseKeyIsElsewhere() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("device", DeviceKeys.SECOND, SscepFixture.template("/CN=other"));
            CommandRun run = fixture.enroll(ca, "device", "-v", "-k", "@absent", "-K", "@old.key", "-O", "@old.crt");
            assertThat(run.exitCode()).isZero();
            assertThat(run.lines()).contains("sscep: message type: PKCSReq");
            assertThat(fixture.certificate("device.crt").getPublicKey()).isEqualTo(DeviceKeys.SECOND.publicKey());
        }
    }

    @Test
    void writesTheExistingCertificateAsTheSelfSignedOne() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
            fixture.enroll(ca, "new", "-K", "@old.key", "-O", "@old.crt", "-L", "@signer.crt");
            assertThat(fixture.certificate("signer.crt")).isEqualTo(fixture.certificate("old.crt"));
        }
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().build())) {
            SscepFixture fixture = prepare(ca);
            fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
            CommandRun run = fixture.enroll(ca, "new", "-K", "@new.key", "-O", "@old.crt");
            assertThat(run.exitCode()).isEqualTo(93);
            assertThat(run.err())
                    .isEqualTo("sscep: new.key: not the private key of the certificate old.crt [crypto.key]\n");
        }
    }

    @Test
    void refusesTheOldCertificateInPlaceOfANewOne() throws Exception {
        try (TestCa ca = TestCa.start(SscepFixture.ca().approval(Approval.AUTO).build())) {
            SscepFixture fixture = prepare(ca);
            CommandRun run = fixture.enroll(ca, "old", "-K", "@old.key", "-O", "@old.crt", "-l", "@again.crt");
            assertThat(run.exitCode()).isIn(0, 97);
            assertThat(fixture.has("again.crt")).isEqualTo(run.exitCode() == 0);
        }
    }
}
