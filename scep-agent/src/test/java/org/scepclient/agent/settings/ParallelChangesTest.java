package org.scepclient.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of different settings at the same time, of which none is lost. */
class ParallelChangesTest {
    private static final Map<Setting, String> CHANGES = new EnumMap<>(Map.of(
            Setting.RENEW_DAYS, "11",
            Setting.AWAIT_RESULT, "12",
            Setting.KEEP_PAIRS, "5",
            Setting.SCRIPT_LIMIT, "44",
            Setting.CHECK_INTERVAL, "7",
            Setting.WEB_IDLE, "9",
            Setting.CA_IDENT, "x",
            Setting.SERIAL, "x1"));

    @TempDir
    Path directory;

    @Test
    void ofThreadsAreAllStored() throws Exception {
        Path path = directory.resolve("settings");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> changes = new ArrayList<>();
            CHANGES.forEach((setting, value) -> changes.add(executor.submit(() -> {
                new SettingsFile(path).write(Map.of(setting, value));
                return null;
            })));
            for (Future<?> change : changes) {
                change.get();
            }
        }
        assertThat(new SettingsFile(path).read()).isEqualTo(CHANGES);
    }

    @Test
    void areEndedBeforeTheFileIsReset() throws Exception {
        SettingsFile file = new SettingsFile(directory.resolve("settings"));
        FutureTask<Boolean> reset = new FutureTask<>(() -> {
            file.reset();
            return true;
        });
        Thread thread = new Thread(reset);
        try (SettingsChange change = file.change()) {
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && !reset.isDone()) {
                Thread.onSpinWait();
            }
            change.repair(CHANGES);
        }
        assertThat(reset.get(1, TimeUnit.MINUTES)).isTrue();
        assertThat(directory.resolve("settings")).hasContent(SettingsFile.defaults());
    }

    @Test
    void ofProcessesAreAllStored() throws Exception {
        Path path = directory.resolve("settings");
        List<Process> processes = new ArrayList<>();
        for (Map.Entry<Setting, String> change : CHANGES.entrySet()) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SettingProcess.class.getName(),
                            path.toString(),
                            change.getKey().name(),
                            change.getValue())
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(new SettingsFile(path).read()).isEqualTo(CHANGES);
    }
}
