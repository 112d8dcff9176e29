package org.scepclient.testca.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoopbackServerTest {
    private static final int ROUNDS = 200;

    @Test
    void freesItsPortWhenItIsClosed() throws IOException {
        int port = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (LoopbackServer server = LoopbackServer.bind(port)) {
                server.start();
                port = server.uri("/").getPort();
            }
        }
        assertThat(port).isPositive();
    }
}
