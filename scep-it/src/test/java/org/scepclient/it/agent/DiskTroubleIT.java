package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** A renewal on a full or read-only disk, in its own mount namespace, leaves the current credentials in use. */
class DiskTroubleIT {
    private static final App APP = App.packaged();

    @TempDir
    Path directory;

    private TestCa ca;
    private Router router;
    private String serial;

    @BeforeEach
    void enroll() {
        ca = TestCa.with(APP, directory);
        router = Router.at(APP, directory.resolve("device"), ca.url()).challenge(ca.challenge());
        router.check().run().mustSucceed();
        serial = router.issued().serial();
    }

    @AfterEach
    void end() {
        ca.close();
    }

    @Test
    void isFull() {
        Finished finished = renewedAfter("mkdir \"$1\".small && mount -t tmpfs -o size=64k,mode=700 none \"$1\".small"
                + " && cp -a \"$1\"/. \"$1\".small && mount --move \"$1\".small \"$1\" && cd /"
                + " && { dd if=/dev/zero of=\"$1\"/filler bs=1k 2>/dev/null; true; }");
        requireStillInUse(finished, "No space left on device");
    }

    @Test
    void canOnlyBeRead() {
        Finished finished = renewedAfter("mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\"");
        requireStillInUse(finished, "Read-only file system");
    }

    /** Runs a renewal; its output, exit code and the state afterwards. */
    private Finished renewedAfter(String mounts) {
        Programs.require("unshare", "util-linux");
        String script = mounts + " || exit 99; \"$2\" renew; echo \"exit code $?\"; \"$2\" status";
        return router.here(Command.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", router.data())
                        .and(APP.home().resolve("bin/scepclient")))
                .run()
                .mustSucceed();
    }

    private void requireStillInUse(Finished finished, String reason) {
        assertThat(finished.err()).contains(reason, router.data().toString()).doesNotContain("Exception", "\tat ");
        assertThat(finished.out())
                .contains("exit code 93\n", "Module scepClient not running\nCertificate enrolled " + serial + "\n")
                .containsPattern("state: +Valid");
        assertThat(router.issued().serial()).isEqualTo(serial);
        assertThat(router.check().run().mustSucceed().err()).contains("nothing was done");
    }
}
