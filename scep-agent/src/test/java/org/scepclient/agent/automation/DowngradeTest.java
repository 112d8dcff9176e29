package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.error.ErrorCode;
import org.scepclient.file.DurableDirectory;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.message.MessageType;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;

/** The automation stores the offered capabilities, and sends no request to a server that offers less later. */
class DowngradeTest {
    private static final Capability[] WEAK = {Capability.POST_PKI_OPERATION, Capability.DES3, Capability.SHA_1};

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void start() throws Exception {
        device = new AgentFixture(directory);
        ca = ca(WEAK);
        device.configured(ca.url()).set(Setting.LEGACY_CIPHERS, "1");
    }

    private TestCa ca(Capability... capabilities) throws IOException {
        return TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .clock(device.clock())
                .capabilities(capabilities)
                .build());
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private KnownOffer offer() {
        return new KnownOffer(DurableDirectory.of(device.paths().data()), "offered");
    }

    private CheckResult renew() {
        return device.run(CertificateCheck.Mode.RENEWAL);
    }

    private long sent() {
        return ca.requests().stream()
                .filter(request -> request.messageType().isPresent())
                .count();
    }

    @Test
    void sendsNothingToAServerThatOffersLess() throws Exception {
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        offer().add(ca.url().toString(), CaCapabilities.of(Capability.SCEP_STANDARD));
        long before = sent();

        CheckResult refused = renew();

        assertThat(refused.error()).contains(ErrorCode.DOWNGRADE);
        assertThat(refused.message())
                .contains("the server no longer offers SCEPStandard", "run 'scepclient reset --capabilities'");
        assertThat(sent()).isEqualTo(before);
        Files.delete(offer().file());
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void storesTheOfferedCapabilitiesWhenTheServerIssues() throws Exception {
        ca.close();
        ca = ca(Capability.AES, Capability.SHA_256);
        device.configured(ca.url());
        ca.fault(Fault.BAD_REQUEST);
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        assertThat(offer().file()).doesNotExist();

        ca.noFault();
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);

        assertThat(offer().of(ca.url().toString()).known()).containsExactly(Capability.AES, Capability.SHA_256);
    }

    /** An attacker who cuts off the list gains neither other algorithms nor a first request in place of a renewal. */
    @ParameterizedTest
    @EnumSource(names = {"CAPS_404", "CAPS_EMPTY", "CAPS_HTML"})
    void renewsAtAServerThatNoLongerAnswersGetCaCaps(Fault fault) throws Exception {
        enrolledAt(Capability.SCEP_STANDARD, Capability.RENEWAL);
        ca.fault(fault);
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(ca.requests())
                .last()
                .satisfies(request -> assertThat(request.messageType()).contains(MessageType.RENEWAL_REQ));
        assertThat(device.log()).anyMatch(line -> line.endsWith(" to GetCACaps; its former capabilities count"));
    }

    @Test
    void remembersAWeakListToo() throws Exception {
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        ca.fault(Fault.CAPS_404);
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @ParameterizedTest
    @CsvSource({"CAPS_500, HTTP_STATUS", "CAPS_CLOSED, UNREACHABLE"})
    void sendsNothingWhileAServerThatListedItsCapabilitiesFails(Fault fault, ErrorCode code) throws Exception {
        enrolledAt(Capability.SCEP_STANDARD);
        device.set(Setting.MAX_AWAIT_RESULT, "1");
        ca.fault(fault);
        long before = sent();
        assertThat(renew().error()).contains(code);
        assertThat(sent()).isEqualTo(before);
        ca.noFault();
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void triesAServerAgainThatListedItsCapabilitiesAndCloses() throws Exception {
        enrolledAt(Capability.SCEP_STANDARD);
        ca.fault(Fault.CAPS_CLOSED);
        device.whileAsleep(wait -> {
            if (device.sleeps().size() == 8) {
                ca.noFault();
            }
        });
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.log()).contains("the server answers again");
    }

    private void enrolledAt(Capability... capabilities) throws Exception {
        ca.close();
        ca = ca(capabilities);
        device.configured(ca.url());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(offer().file()).exists();
    }

    @Test
    void ignoresADamagedFile() throws Exception {
        ca.close();
        ca = ca(Capability.AES, Capability.SHA_256);
        device.configured(ca.url());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        Files.writeString(offer().file(), "server: " + ca.url() + "\n\0offered");
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
        Files.delete(offer().file());
        Files.createDirectories(offer().file().resolve("inner"));
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(offer().file()).isRegularFile();
    }
}
