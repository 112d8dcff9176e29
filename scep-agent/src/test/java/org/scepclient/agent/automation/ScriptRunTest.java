package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.Setting;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;

/** The success script restarts services: it runs once for a certificate, whatever becomes of the files that note it. */
class ScriptRunTest {
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration RENEWAL = VALIDITY.minusDays(29);

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = device.startCa(VALIDITY);
        device.configured(ca.url()).script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL >> " + done());
        device.check();
        assertThat(scripts()).containsExactly(serial());
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private Path done() {
        return directory.resolve("done");
    }

    private Path data(String name) {
        return device.paths().data().resolve(name);
    }

    private String serial() throws Exception {
        return device.inUse().serial();
    }

    /** The certificates with which the script has run since the last call. */
    private List<String> scripts() throws IOException {
        if (!Files.exists(done())) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(done());
        Files.delete(done());
        return lines;
    }

    @Test
    void outlastsTheJournalAndItsNoteInTurn() throws Exception {
        for (String lost : List.of("journal", "script-run")) {
            byte[] before = Files.readAllBytes(data(lost));
            Files.delete(data(lost));
            assertThat(device.check()).as(lost).isInstanceOf(CheckResult.Unchanged.class);
            Files.write(data(lost), before);
        }
        assertThat(scripts()).isEmpty();
    }

    /** An earlier version has written the journal alone. */
    @Test
    void adoptsTheJournalOfAnEarlierVersion() throws Exception {
        Files.delete(data("script-run"));
        device.check();
        Files.delete(data("journal"));
        device.check();
        assertThat(scripts()).isEmpty();
    }

    @Test
    void doesNotRunAgainBecauseAFullDiskTakesNoNote() throws Exception {
        Files.delete(data("script-run"));
        device.operations(new UnfriendlyDisk(() -> true, device.clock()).asOperations());
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(scripts()).isEmpty();
        assertThat(device.log())
                .anyMatch(line -> line.startsWith("it was not noted that the success script has run: "));
    }

    @Test
    void runsAgainWithoutBoth() throws Exception {
        Files.delete(data("script-run"));
        Files.delete(data("journal"));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(scripts()).containsExactly(serial());
    }

    /** The note is of the certificate before, as after a kill between the links and the script. */
    @Test
    void runsForACertificateThatWasPutInUseByAKilledRun() throws Exception {
        byte[] before = Files.readAllBytes(data("script-run"));
        byte[] journal = Files.readAllBytes(data("journal"));
        device.advance(RENEWAL);
        device.check();
        assertThat(scripts()).containsExactly(serial());
        Files.write(data("script-run"), before);
        Files.write(data("journal"), journal);
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(scripts()).containsExactly(serial());
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(scripts()).isEmpty();
    }

    @Test
    void runsAgainAfterAFailureWithoutTheJournal() throws Exception {
        device.script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL >> " + done() + "; exit 1");
        device.advance(RENEWAL);
        assertThat(device.check()).isInstanceOf(CheckResult.ScriptFailed.class);
        Files.delete(data("journal"));
        assertThat(device.check()).isInstanceOf(CheckResult.ScriptFailed.class);
        assertThat(scripts()).containsExactly(serial(), serial());
    }

    @Test
    void doesNotDisturbTheCertificateInUseWhileAnotherWaitsForItsWindow() throws Exception {
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        device.advance(RENEWAL);
        String inUse = serial();
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        Files.delete(data("journal"));
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(scripts()).isEmpty();
        assertThat(serial()).isEqualTo(inUse);
    }

    @Test
    void doesNotRunAgainAfterARollback() throws Exception {
        String first = serial();
        device.script(Setting.VERIFY_SCRIPT_B64, "[ $SCEP_SERIAL = " + first + " ]");
        device.advance(RENEWAL);
        assertThat(device.check()).isInstanceOf(CheckResult.RolledBack.class);
        String second = device.status().deployment().orElseThrow().serial();
        assertThat(scripts()).containsExactly(second, first);
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        Files.delete(data("journal"));
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(scripts()).isEmpty();
    }
}
