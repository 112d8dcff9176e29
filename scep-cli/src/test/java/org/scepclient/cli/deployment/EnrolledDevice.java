package org.scepclient.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.automation.CheckResult;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/**
 * The data directory of an enrolled device.
 *
 * @param data the data directory
 */
record EnrolledDevice(Path data) {

    /** A device that was enrolled by a CA below a root CA. */
    static EnrolledDevice in(Path place) throws Exception {
        AppPaths paths = new AppPaths(place, place.resolve("data"), place.resolve("settings"));
        Files.createDirectories(place);
        try (TestCa ca = TestCa.start(TestCaConfig.builder().intermediate(true).build())) {
            Map<Setting, String> settings = new EnumMap<>(Setting.class);
            settings.put(Setting.ENABLED, "1");
            settings.put(Setting.URL, ca.url().toString());
            settings.put(Setting.SERIAL, "1");
            new SettingsFile(paths.settings()).write(settings);
            AgentContext context = AgentContext.ofDevice(paths, Instant.EPOCH, RunLog.silent());
            CheckResult result = new CertificateCheck(context, context.store())
                    .run(RunTrigger.PERSON, CertificateCheck.Mode.WHAT_IS_DUE);
            assertThat(result).as(result.message()).isInstanceOf(CheckResult.Enrolled.class);
        }
        return new EnrolledDevice(paths.data());
    }

    String key() {
        return text("latest.key");
    }

    String certificate() {
        return text("latest.crt");
    }

    /** The CA certificates for services, without the trust anchor mark. */
    String ca() {
        return (text("ca.crt-0") + text("ca.crt-1")).replace("# scep: trust anchor\n", "");
    }

    private String text(String name) {
        try {
            return Files.readString(data.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EnrolledDevice copiedTo(Path other) {
        return new EnrolledDevice(new DataDirectory(data).copiedTo(other).path());
    }

    /** Replaces the current key file by that of another key. */
    void replaceKey() throws Exception {
        Files.writeString(
                data.resolve("latest.key").toRealPath(),
                PemWriter.privateKey(TestKeys.rsa("stranger").getPrivate()));
    }

    /** Adds another key and certificate beside the current ones. */
    void addCredentialOf(EnrolledDevice other) throws IOException {
        for (String link : new String[] {"latest.key", "latest.crt"}) {
            Path file = other.data.resolve(link).toRealPath();
            Files.copy(file, data.resolve(file.getFileName()));
        }
    }
}
