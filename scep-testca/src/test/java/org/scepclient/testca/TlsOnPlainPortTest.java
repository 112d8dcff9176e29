package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The port of the test CA, which speaks HTTP without TLS. */
class TlsOnPlainPortTest {
    private static final int TIMEOUT = 5000;

    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static Socket connect() throws IOException {
        URI url = ca.url();
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(TIMEOUT);
        return socket;
    }

    @Test
    void answersATlsClientAtOnceInHttp() throws IOException {
        try (Socket plain = connect();
                SSLSocket tls = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                        .createSocket(plain, "127.0.0.1", plain.getPort(), true)) {
            assertThatThrownBy(tls::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("Unsupported or unrecognized SSL message");
        }
    }

    @Test
    void closesTheConnectionOfATlsClient() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC});
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void answersAClientThatHasSentItsLastRequest() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET /scep?operation=GetCACaps HTTP/1.1\r\nHost: ca\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("SCEPStandard");
        }
    }
}
