package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/** A day of a device whose certificates are valid for an hour, with a CA that often fails. */
class DayTest {
    private static final double FAILURES = 0.3;
    /** A renewal takes place after two thirds of an hour and a random delay: about 33 per day. */
    private static final int RENEWALS = 30;

    @TempDir
    Path directory;

    private AgentFixture device;

    @BeforeEach
    void unpack() throws Exception {
        device = new AgentFixture(directory);
    }

    @Test
    void neverLetsACertificateOfAnHourExpireThoughEveryThirdRequestFails() throws Exception {
        TestCaConfig config = TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .validity(Duration.ofHours(1))
                .clock(device.clock())
                .build();
        try (TestCa ca = TestCa.start(config)) {
            FlakyProxy proxy = new FlakyProxy(ca.url(), FAILURES, new Random(1));
            try (ScriptedServer server = new ScriptedServer(proxy)) {
                device.configured(server.url(ca.url().getPath()));
                runForADay();
            }
            assertThat(ca.issued()).hasSizeGreaterThan(RENEWALS);
            assertThat(proxy.failed.get()).isGreaterThan(proxy.answered.get() / 4);
        }
    }

    private void runForADay() throws Exception {
        Automation automation = new Automation(device.context(), device.store(), ServiceNotifier.none());
        assertThat(automation.check(RunTrigger.BOOT)).isInstanceOf(CheckResult.Enrolled.class);
        device.whileAsleep(duration -> assertNotExpired());
        Instant evening = device.clock().instant().plus(Duration.ofDays(1));
        while (device.clock().instant().isBefore(evening)) {
            device.clock().set(automation.next());
            assertNotExpired();
            automation.check(RunTrigger.SERVICE);
        }
    }

    private void assertNotExpired() {
        assertThat(device.status()
                        .inUse()
                        .orElseThrow()
                        .certificate()
                        .getNotAfter()
                        .toInstant())
                .isAfter(device.clock().instant());
    }
}
