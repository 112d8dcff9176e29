package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.agent.automation.RunLog.Priority;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.fault.Fault;

/** Runs that wait for a server that cannot be reached. */
class OutageTest {
    private static final Duration VALIDITY = Duration.ofDays(90);

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = device.startCa(VALIDITY);
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Enrolled.class);
        device.advance(VALIDITY.minusDays(29));
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private List<String> outages() {
        return device.log(Priority.WARNING).stream()
                .filter(line -> line.contains("next attempt at "))
                .toList();
    }

    @Test
    void areLoggedAtTheFirstFailureAndThenOnceAnHour() throws Exception {
        ca.close();
        List<Integer> lines = new ArrayList<>();
        device.whileAsleep(wait -> lines.add(outages().size()));

        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);

        assertThat(lines).startsWith(1).hasSizeGreaterThan(48);
        assertThat(outages().getFirst()).contains("127.0.0.1");
        // Max Await Result: 480 minutes.
        assertThat(outages()).hasSizeBetween(7, 8);
    }

    /** The CA of the certificate in use is not asked for: another server, or another fingerprint. */
    @ParameterizedTest
    @EnumSource(
            value = Setting.class,
            names = {"URL", "CA_FINGERPRINT"})
    void areWaitedForAlsoAfterAChangeOfTheServerOrTheCa(Setting changed) throws Exception {
        Credential old = device.inUse();
        ca.close();
        List<Integer> lines = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        device.whileAsleep(wait -> {
            lines.add(outages().size());
            causes.add(device.status().outage().orElseThrow().cause());
        });
        device.set(changed, changed == Setting.URL ? ca.url() + "/other" : "00".repeat(32))
                .set(Setting.MAX_AWAIT_RESULT, "60");
        Duration begin = device.clock().elapsed();

        assertThat(device.check().error()).contains(ErrorCode.UNREACHABLE);

        assertThat(lines).first().isEqualTo(1);
        assertThat(causes).first().asString().contains("127.0.0.1");
        assertThat(device.clock().elapsed().minus(begin)).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(60));
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
    }

    @Test
    void areLoggedWhenTheCauseChanges() throws Exception {
        ca.fault(Fault.BUSY_503);
        device.whileAsleep(wait -> {
            if (device.sleeps().size() == 3) {
                ca.close();
            }
        });
        device.set(Setting.MAX_AWAIT_RESULT, "1").check();
        assertThat(outages()).hasSize(2).first().asString().contains("503");
    }

    @Test
    void areShownInTheStatusUntilTheServerAnswers() throws Exception {
        ca.fault(Fault.BUSY_503);
        List<Status> seen = new ArrayList<>();
        device.whileAsleep(wait -> {
            seen.add(device.status());
            ca.noFault();
        });
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);

        Status waiting = seen.getFirst();
        assertThat(waiting.outage()).hasValueSatisfying(outage -> {
            assertThat(outage.cause()).contains("503");
            assertThat(outage.next())
                    .isBetween(waiting.now().minusSeconds(2), waiting.now().plusSeconds(2));
        });
        assertThat(new StatusJson(waiting).object().toString())
                .contains("\"outage\":{\"cause\":\"http://")
                .contains("\"nextAttempt\":\"");
        assertThat(device.log(Priority.NOTICE)).contains("the server answers again");
        assertThat(device.status().outage()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void endAfterTheConfiguredTimeAlthoughTheClockIsSet(long days) throws Exception {
        ca.close();
        Duration begin = device.clock().elapsed();
        device.whileAsleep(wait -> device.clock().set(device.clock().instant().plus(Duration.ofDays(days))));

        assertThat(device.set(Setting.MAX_AWAIT_RESULT, "60").check()).isInstanceOf(CheckResult.Failed.class);

        assertThat(device.clock().elapsed().minus(begin)).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(60));
    }

    @Test
    void areErrorsOnceTheRenewalIsOverdueOrTheCertificateHasExpired() throws Exception {
        ca.close();
        device.set(Setting.MAX_AWAIT_RESULT, "1");
        CheckResult first = device.check();
        assertThat(device.log(Priority.WARNING)).contains(first.logLine());
        assertThat(device.log(Priority.ERR)).isEmpty();

        CheckResult second = device.check();
        assertThat(device.status().state()).isEqualTo(CertificateState.OVERDUE);
        assertThat(device.log(Priority.ERR)).containsExactly(second.logLine());

        device.advance(VALIDITY);
        CheckResult third = device.check();
        assertThat(device.log(Priority.ERR)).containsExactly(second.logLine(), third.logLine());
    }
}
