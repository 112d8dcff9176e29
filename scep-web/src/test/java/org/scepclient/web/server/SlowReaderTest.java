package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that read nothing do not keep others from the page. */
class SlowReaderTest {
    private static final int MANY = 64;
    /** The limit of 15 seconds, with a margin for a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    @TempDir
    Path directory;

    private PageDevice device;
    private final List<HeldConnection> held = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (HeldConnection connection : held) {
            connection.close();
        }
        device.close();
    }

    @Test
    void ofOneAddressAreEndedAndLeaveRoomForThisAddressAndOthers() throws Exception {
        for (int i = 0; i < MANY; i++) {
            held.add(HeldConnection.open("127.0.0.1", device.port()));
        }
        assertThat(device.page().connections()).isEqualTo(Connections.MAX_OF_ADDRESS);
        awaitEndWhileThePageAnswers();
    }

    @Test
    void ofManyAddressesAreEndedAndOthersAreServedMeanwhile() throws Exception {
        for (int i = 0; i < MANY; i++) {
            held.add(HeldConnection.open("127.0.1." + (i + 1), device.port()));
        }
        assertThat(device.page().connections()).isEqualTo(Connections.MAX_TOTAL);
        awaitEndWhileThePageAnswers();
    }

    private void awaitEndWhileThePageAnswers() throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            assertThat(System.nanoTime()).as("time of the end").isLessThan(end);
            assertThat(RawConnection.exchange(
                            device.port(), "GET /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        } while (device.page().connections() > 1);
    }
}
