package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are too large, too slow, or too many. */
class ExcessTest {
    private static final int SLOW_CLIENTS = 40;

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
    void formWithoutASessionIsLimitedToAPassword() throws Exception {
        assertThat(device.browser()
                        .post("login", "password=" + "x".repeat(5_000))
                        .code())
                .isEqualTo(413);
    }

    @Test
    void formInASessionIsLimited() throws Exception {
        Browser owner = device.loggedIn();
        String token = "token=" + owner.token();
        assertThat(owner.post("clear", token + "&x=" + "x".repeat(200_000)).code())
                .isEqualTo(303);
        assertThat(owner.post("clear", token + "&x=" + "x".repeat(300_000)).code())
                .isEqualTo(413);
    }

    @Test
    void headersAreLimited() throws Exception {
        for (String excess : List.of(
                "X: " + "x".repeat(20_000) + "\r\n", "X: x\r\n".repeat(1_000), "Cookie: " + "a=b;".repeat(10_000))) {
            assertThat(get("/login", excess)).doesNotStartWith("HTTP/1.1 200");
        }
        assertThat(get("/" + "x".repeat(20_000), "")).doesNotStartWith("HTTP/1.1 200");
        assertThat(get("/login", "")).startsWith("HTTP/1.1 200");
    }

    @Test
    void slowClientsAreDisconnectedAndDoNotBlockOthers() throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS / 2; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), device.port()));
                open.add(new RawConnection(device.port())
                        .write("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\npassw"));
            }
            Instant start = Instant.now();
            assertThat(device.browser().get("login").code()).isEqualTo(200);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
            String end = ((RawConnection) open.get(1)).readAll();
            assertThat(end).as("closed although the request is valid so far").doesNotStartWith("HTTP/1.1 200");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    @Test
    void connectionsAreLimited() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), device.port()));
            }
            open.getFirst().setSoTimeout(5_000);
            assertThatThrownBy(() -> open.getFirst().getInputStream().read())
                    .as("the first one")
                    .isInstanceOf(SocketException.class);
            assertThat(device.page().connections()).isEqualTo(Connections.MAX_OF_ADDRESS);
            assertThat(device.browser().get("login").code()).as("a new one").isEqualTo(200);
        } finally {
            for (Socket one : open) {
                one.close();
            }
        }
        assertThat(device.browser().get("login").code()).as("afterwards").isEqualTo(200);
    }

    private String get(String path, String headers) throws Exception {
        return RawConnection.exchange(
                device.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
    }
}
