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

/** Selection of the server certificate. */
class PageTlsTest {
    /** Longer than the refresh interval of the enrolled certificate. */
    private static final Duration REFRESH = Duration.ofSeconds(11);

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
    void selfSignedCertificateIsUsedUntilOneIsEnrolled() throws Exception {
        X509Certificate own = serverCertificate();
        assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=scepClient");
        device.check(Mode.WHAT_IS_DUE);
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isEqualTo(enrolled());
    }

    @Test
    void renewedCertificateIsUsedWithoutARestart() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.clock().advance(REFRESH);
        X509Certificate first = serverCertificate();
        device.check(Mode.RENEWAL);
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isEqualTo(enrolled()).isNotEqualTo(first);
    }

    @Test
    void selfSignedCertificateIsUsedIfSelected() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.set(Setting.WEB_CERTIFICATE, "own");
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isNotEqualTo(enrolled());
    }

    @Test
    void selfSignedCertificateIsUsedOnceTheEnrolledOneHasExpired() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.clock().advance(Duration.ofDays(91));
        assertThat(serverCertificate()).isNotEqualTo(enrolled());
        assertThat(device.log()).last().asString().contains("its self-signed certificate");
    }

    @Test
    void selfSignedCertificateIsUsedIfTheEnrolledKeyIsWrongOrMissing() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        device.clock().advance(REFRESH);
        X509Certificate enrolled = serverCertificate();
        assertThat(enrolled).isEqualTo(enrolled());
        Path key = device.store().latest().orElseThrow().keyFile();
        String right = Files.readString(key);
        Files.writeString(key, Files.readString(directory.resolve("data/web.pem")));
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isNotEqualTo(enrolled);
        Files.writeString(key, right);
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isEqualTo(enrolled);
        Files.delete(key);
        device.clock().advance(REFRESH);
        assertThat(serverCertificate()).isNotEqualTo(enrolled);
    }

    @Test
    void selfSignedCertificateIsStored() throws Exception {
        X509Certificate own = serverCertificate();
        device.close();
        device = PageDevice.in(directory);
        assertThat(serverCertificate()).isEqualTo(own);
    }

    private X509Certificate enrolled() throws Exception {
        return device.store().latest().orElseThrow().certificate();
    }

    /** The server certificate of a connection without TLS session resumption. */
    private X509Certificate serverCertificate() throws Exception {
        return device.browser().get("login").serverCertificate();
    }
}
