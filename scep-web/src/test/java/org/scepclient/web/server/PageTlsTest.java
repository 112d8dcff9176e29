package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.CertificateCheck.Mode;
import org.scepclient.agent.settings.Setting;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/** Which certificate the page shows. */
class PageTlsTest {
    private static final Duration GLANCE = Duration.ofSeconds(11);

    @TempDir
    Path directory;

    private TestCa ca;
    private PageDevice device;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory, Map.of(Setting.WEB_CERTIFICATE, "enrolled"));
        ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .validity(Duration.ofDays(90))
                .build());
        device.set(Setting.URL, ca.url().toString());
        device.set(Setting.ENABLED, "1");
    }

    @AfterEach
    void stop() {
        device.close();
        ca.close();
    }

    @Test
    void ownCertificateIsShownUntilOneIsEnrolled() throws Exception {
        X509Certificate own = shown();
        assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=scepClient");
        device.check(Mode.WHAT_IS_DUE);
        device.later(GLANCE);
        assertThat(shown()).isEqualTo(enrolled());
    }

    @Test
    void renewedCertificateIsShownWithoutARestart() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.later(GLANCE);
        X509Certificate first = shown();
        device.check(Mode.RENEWAL);
        device.later(GLANCE);
        assertThat(shown()).isEqualTo(enrolled()).isNotEqualTo(first);
    }

    @Test
    void ownCertificateIsShownWhereItIsChosen() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.set(Setting.WEB_CERTIFICATE, "own");
        device.later(GLANCE);
        assertThat(shown()).isNotEqualTo(enrolled());
    }

    @Test
    void ownCertificateIsShownOnceTheEnrolledOneHasExpired() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.later(Duration.ofDays(91));
        assertThat(shown()).isNotEqualTo(enrolled());
        assertThat(device.log).last().asString().contains("its own certificate");
    }

    @Test
    void ownCertificateIsShownWhileTheEnrolledPairDoesNotMatchOrIsMissing() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.later(GLANCE);
        X509Certificate enrolled = shown();
        assertThat(enrolled).isEqualTo(enrolled());
        Path key = device.store.latest().orElseThrow().keyFile();
        String right = Files.readString(key);
        Files.writeString(key, Files.readString(directory.resolve("data/web.pem")));
        device.later(GLANCE);
        assertThat(shown()).isNotEqualTo(enrolled);
        Files.writeString(key, right);
        device.later(GLANCE);
        assertThat(shown()).isEqualTo(enrolled);
        Files.delete(key);
        device.later(GLANCE);
        assertThat(shown()).isNotEqualTo(enrolled);
    }

    @Test
    void ownCertificateIsKept() throws Exception {
        X509Certificate own = shown();
        device.close();
        device = PageDevice.in(directory);
        assertThat(shown()).isEqualTo(own);
    }

    private X509Certificate enrolled() throws Exception {
        return device.store.latest().orElseThrow().certificate();
    }

    /** By a browser that resumes no session. */
    private X509Certificate shown() throws Exception {
        return device.browser().get("login").shown();
    }
}
