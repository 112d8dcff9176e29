package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;

/** The deployment window of a device in Tokyo, nine hours before UTC all year round. */
class DeploymentWindowIT {
    private static final String TOKYO = "Asia/Tokyo";
    private static final String WAITS = "waits for the deployment window";

    @TempDir
    Path directory;

    private TestCa ca;
    private Router router;

    @BeforeEach
    void enroll() {
        App app = App.packaged();
        ca = TestCa.start(app, Setup.PLAIN, directory);
        router = Router.at(app, directory.resolve("router"), ca.url()).challenge(ca.challenge());
        router.check().run().mustSucceed();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    /** The hour before and the hour after now, on the clocks of a zone. */
    private void openNowIn(String zone) {
        LocalTime now = LocalTime.now(ZoneId.of(zone));
        DateTimeFormatter minutes = DateTimeFormatter.ofPattern("HH:mm");
        router.set("DEPLOY_WINDOW=" + minutes.format(now.minusHours(1)) + "-" + minutes.format(now.plusHours(1)));
    }

    private String renewed() {
        return router.scepclient("renew").with("TZ", TOKYO).run().mustSucceed().everything();
    }

    @Test
    void isOpenByTheClocksOfTheDevice() {
        String before = router.state();
        openNowIn(TOKYO);
        assertThat(renewed()).doesNotContain(WAITS);
        assertThat(router.state()).isNotEqualTo(before);
    }

    @Test
    void isClosedWhileItIsOpenInUtc() {
        String before = router.state();
        openNowIn("UTC");
        assertThat(renewed()).contains(WAITS);
        assertThat(router.state()).isEqualTo(before);
    }
}
