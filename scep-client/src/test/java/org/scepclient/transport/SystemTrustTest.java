package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.TestDevice;
import org.scepclient.pem.PemWriter;

class SystemTrustTest {
    @TempDir
    Path directory;

    @Test
    void readsTheFirstBundleThatExists() throws Exception {
        var certificate = TestDevice.rsa("/CN=Root").signer();
        Path bundle = directory.resolve("bundle.pem");
        Files.writeString(bundle, "a comment\n" + PemWriter.certificate(certificate));
        assertThat(new SystemTrust(List.of(directory.resolve("absent"), bundle)).certificates())
                .hasValue(List.of(certificate));
    }

    @Test
    void leavesTheChoiceToTheRuntimeIfTheSystemHasNoBundle() throws Exception {
        assertThat(new SystemTrust(List.of(directory.resolve("absent"))).certificates())
                .isEmpty();
    }

    @Test
    void namesTheFileThatCannotBeRead() throws Exception {
        Path bundle = directory.resolve("bundle.pem");
        Files.writeString(bundle, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> new SystemTrust(List.of(bundle)).certificates())
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("bundle.pem");
    }

    @Test
    void prefersTheFileOfTheEnvironment() {
        assertThat(SystemTrust.ofPlatform("/own.pem").bundles()).startsWith(Path.of("/own.pem"));
        assertThat(SystemTrust.ofPlatform(null).bundles()).startsWith(Path.of("/etc/ssl/certs/ca-certificates.crt"));
    }
}
