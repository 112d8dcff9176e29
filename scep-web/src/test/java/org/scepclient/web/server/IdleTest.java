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

/** Whether the page is in use, which decides about its end. */
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
    void onlyWhoIsLoggedInUsesIt() throws Exception {
        device.browser().get("login");
        device.browser().post("login", "password=wrong");
        device.browser().with("Authorization", "Bearer " + TOKEN).get("metrics");
        assertThat(device.page().takeUse()).as("strangers").isFalse();
        Browser owner = device.entered();
        assertThat(device.page().takeUse()).as("the owner").isTrue();
        assertThat(device.page().takeUse()).as("nobody since").isFalse();
        owner.get("status");
        assertThat(device.page().takeUse()).as("the owner again").isTrue();
    }

    @Test
    void isInUseUntilTheRunThatItStartedIsOver() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch approved = new CountDownLatch(1);
        device.whileAsleep = duration -> {
            asleep.countDown();
            approved.await();
        };
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .approval(Approval.MANUAL)
                .build())) {
            device.set(Setting.URL, ca.url().toString());
            device.set(Setting.ENABLED, "1");
            device.entered().send("renew", Map.of());
            asleep.await();
            device.page().takeUse();
            assertThat(device.page().takeUse())
                    .as("nobody looks, but the run goes on")
                    .isTrue();
            ca.approve(ca.pending().getFirst().transactionId());
            approved.countDown();
            device.page().awaitRun();
        }
        assertThat(device.page().takeUse()).as("the run is over").isFalse();
        assertThat(device.store.latest()).isPresent();
    }
}
