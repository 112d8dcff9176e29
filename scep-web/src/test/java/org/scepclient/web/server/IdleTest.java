package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.Setting;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.service.Approval;

/** Detection of use, which prevents the idle web interface from stopping. */
class IdleTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    Path directory;

    private PageDevice device;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory);
    }

    @AfterEach
    void stop() {
        device.close();
    }

    @Test
    void onlyLoggedInUsersCount() throws Exception {
        device.browser().get("login");
        device.browser().post("login", "password=wrong");
        device.browser().with("Authorization", "Bearer " + TOKEN).get("metrics");
        assertThat(device.page().usedSinceLastCall()).as("without a session").isFalse();
        Browser owner = device.loggedIn();
        assertThat(device.page().usedSinceLastCall()).as("the owner").isTrue();
        assertThat(device.page().usedSinceLastCall()).as("no request since").isFalse();
        owner.get("status");
        assertThat(device.page().usedSinceLastCall()).as("the owner again").isTrue();
    }

    @Test
    void isInUseUntilItsRunHasEnded() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch approved = new CountDownLatch(1);
        device.whileAsleep(duration -> {
            asleep.countDown();
            approved.await();
        });
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .approval(Approval.MANUAL)
                .build())) {
            device.set(Setting.URL, ca.url().toString());
            device.set(Setting.ENABLED, "1");
            device.loggedIn().send("renew", Map.of());
            asleep.await();
            device.page().usedSinceLastCall();
            assertThat(device.page().usedSinceLastCall())
                    .as("no requests, but an active run")
                    .isTrue();
            ca.approve(ca.pending().getFirst().transactionId());
            approved.countDown();
            device.page().awaitRun();
        }
        assertThat(device.page().usedSinceLastCall()).as("after the run").isFalse();
        assertThat(device.store().latest()).isPresent();
    }
}
