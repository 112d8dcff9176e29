package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/** SIGKILL to the shell of a service, but not to its Java. */
class KilledLauncherIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PAGE = "the page is at";

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

    private static void kill(Running launcher) {
        Command.of("kill", "-KILL", launcher.pid()).run().mustSucceed();
    }

    @Test
    void endsTheServiceAndItsPageWithinSecondsSoThatAnotherOneStarts() {
        router.set("WEB_ADDRESS=127.0.0.1:0");
        try (Running service = router.scepclient("run").start()) {
            service.awaitLine(PAGE, LIMIT);
            ProcessHandle java = ProcessHandle.of(service.children().getFirst()).orElseThrow();
            try {
                kill(service);
                Await.until(SOON, () -> !java.isAlive(), "the end of Java");
            } finally {
                java.destroyForcibly();
            }
            assertThat(service.snapshot().err()).contains("(pid " + service.pid() + ") was killed; ending the service");
            assertThat(router.data().resolve("web-page")).as("an end in order").isEmptyFile();
        }
        try (Running next = router.scepclient("run").start()) {
            next.awaitLine(PAGE, LIMIT);
        }
    }

    @Test
    void keepsNeitherTheServiceNorACheckFromStartingAfterItWaited() {
        router.set("WEB_ADDRESS=");
        try (Running service = router.scepclient("run").start()) {
            Await.until(LIMIT, () -> Router.sleeps(service), "the end of the check");
            ProcessHandle sleep =
                    ProcessHandle.of(service.children().getFirst()).orElseThrow();
            kill(service);
            service.awaitExit(LIMIT);
            sleep.destroyForcibly();
        }
        String before = router.state();
        router.set("ON_CHANGE=now", "SUBJECT=/CN=changed");
        router.here(Command.of(router.app().home().resolve("etc/init"), "start"))
                .with("SCEPCLIENT_PID_FILE", directory.resolve("pid"))
                .run()
                .mustSucceed();
        Await.until(LIMIT, () -> isEnrolled() && !router.state().equals(before), "the certificate of the new subject");
        try (Running next = router.scepclient("run").start()) {
            Await.until(LIMIT, () -> Router.sleeps(next), "the end of the check");
        }
    }

    private boolean isEnrolled() {
        String state = router.state();
        return state.startsWith("Module scepClient not running") && state.contains("Certificate enrolled");
    }
}
