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
import org.scepclient.agent.settings.Setting;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.error.ErrorCode;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.AgentFixture;
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
        return new KnownOffer(new DurableDirectory(device.paths().data(), FileOperations.ofDisk()), "offered");
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
        assertThat(offer().file()).doesNotExist();
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

    /** Without a response to GetCACaps, AES and SHA-256 are used. */
    @Test
    void renewsAtAServerThatNoLongerAnswersGetCaCaps() throws Exception {
        ca.close();
        ca = ca(Capability.SCEP_STANDARD);
        device.configured(ca.url());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(offer().file()).exists();
        ca.fault(Fault.CAPS_404);
        assertThat(renew()).isInstanceOf(CheckResult.Enrolled.class);
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
