package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.ServiceNotifier;
import org.scepclient.fixture.AgentFixture;

class RelaunchScheduleTest {
    @TempDir
    Path directory;

    @Test
    void passesTheTimeOfTheNextCheckToTheLauncher() throws Exception {
        AgentFixture device = new AgentFixture(directory);
        Path file = Files.createFile(directory.resolve("rest"));
        new RelaunchSchedule(file, Optional.empty()).run(automation(device));
        assertThat(Files.readString(file)).matches("[0-9]{5} 0 /.*/service\n");
        assertThat(device.sleeps()).isEmpty();
    }

    @Test
    void waitsItselfWhileTheFileCannotBeWritten() throws Exception {
        AgentFixture device = new AgentFixture(directory);
        Path full = directory.resolve("full");
        Path file = full.resolve("rest");
        device.whileAsleep(duration -> assertThat(full.toFile().mkdirs()).isTrue());
        Automation automation = automation(device);
        new RelaunchSchedule(file, Optional.empty()).run(automation);
        assertThat(device.sleeps()).hasSize(1);
        assertThat(device.sleeps().getFirst()).isBetween(Duration.ofHours(21), Duration.ofHours(27));
        assertThat(automation.checks()).isEqualTo(2);
        assertThat(device.log()).anyMatch(line -> line.startsWith("this process waits for the next check"));
        assertThat(Files.readString(file)).matches("[0-9]{5} 0 /.*/service\n");
    }

    private static Automation automation(AgentFixture device) {
        return new Automation(device.context(), device.store(), ServiceNotifier.none());
    }
}
