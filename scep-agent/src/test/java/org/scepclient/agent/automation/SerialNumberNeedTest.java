package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/** A device whose command for the serial number fails. */
class SerialNumberNeedTest {
    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void start() throws Exception {
        device = new AgentFixture(directory);
        ca = TestCa.start(TestCaConfig.builder().clock(device.clock()).build());
        device.configured(ca.url());
        Path command =
                Files.createDirectories(directory.resolve("root/usr/bin")).resolve("status");
        Files.writeString(command, "#!/bin/sh\necho asked >>'" + directory + "/asked'\nexit 1\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "/CN=router          |",
                "/CN=gate\\SN        |",
                "/CN=SNOW/O=xSN7     | DNS:SNX.example",
                "/SN=Smith/CN=a      | email:SN1@example.com"
            })
    void namesWithoutTheWordNeedNone(String subject, String names) throws Exception {
        device.set(Setting.SUBJECT, subject);
        device.set(Setting.ALT_NAME, names == null ? "" : names);
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(directory.resolve("asked")).doesNotExist();
        device.set(Setting.SERIAL, "another");
        assertThat(device.status().changedSettings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/CN=router-SN,", "/CN=a/O=SN,", "/CN=a,DNS:SN.example"})
    void wordNeedsOne(String subject, String names) throws Exception {
        device.set(Setting.SUBJECT, subject);
        device.set(Setting.ALT_NAME, names == null ? "" : names);
        CheckResult result = device.check();
        assertThat(result).isInstanceOf(CheckResult.Failed.class);
        assertThat(result.message()).contains("cannot read the serial number");
        assertThat(directory.resolve("asked")).exists();
    }
}
