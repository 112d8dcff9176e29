package org.scepclient.testca.http;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * The port that clients connect to. It relays connections to the JDK's HTTP server and refuses TLS at once: that server would
 * wait for the end of a request line, which a TLS message does not have.
 */
final class PlainHttpPort implements AutoCloseable {
    /** The first byte of a TLS connection: the content type handshake (RFC 8446 §5.1). */
    private static final int TLS_HANDSHAKE = 0x16;

    private static final byte[] REFUSAL = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final int CLOSING_MILLISECONDS = 1000;

    private final ServerSocket port;
    private final InetSocketAddress server;
    private final ExecutorService executor;
    private CompletableFuture<Void> accepting = CompletableFuture.completedFuture(null);

    /**
     * @param port bound, not yet accepting
     * @param server the address of the HTTP server
     * @param executor starts a thread for each task; its end interrupts the connections
     */
    PlainHttpPort(ServerSocket port, InetSocketAddress server, ExecutorService executor) {
        this.port = port;
        this.server = server;
        this.executor = executor;
    }

    int number() {
        return port.getLocalPort();
    }

    void start() {
        accepting = CompletableFuture.runAsync(
                () -> {
                    while (!port.isClosed()) {
                        accept();
                    }
                },
                executor);
    }

    private void accept() {
        try {
            Socket client = port.accept();
            executor.execute(() -> serve(client));
        } catch (IOException e) {
            // The port was closed, or the client has left already.
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            PushbackInputStream in = new PushbackInputStream(client.getInputStream());
            int first = in.read();
            if (first == TLS_HANDSHAKE) {
                refuse(client);
            } else if (first >= 0) {
                in.unread(first);
                relay(client, in);
            }
        } catch (IOException e) {
            // The client or the server has closed its connection.
        }
    }

    /** Answers in HTTP, by which a TLS client recognizes the mistake, and reads the rest so that the answer is not lost. */
    private static void refuse(Socket client) throws IOException {
        client.getOutputStream().write(REFUSAL);
        client.shutdownOutput();
        client.setSoTimeout(CLOSING_MILLISECONDS);
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void relay(Socket client, PushbackInputStream requests) throws IOException {
        try (Socket connection = new Socket(server.getAddress(), server.getPort())) {
            connection.setTcpNoDelay(true);
            CompletableFuture<Void> responses =
                    CompletableFuture.runAsync(() -> relayResponses(connection, client), executor);
            requests.transferTo(connection.getOutputStream());
            connection.shutdownOutput();
            responses.join();
        }
    }

    /** Ends the client's connection where the server ends its own. */
    private static void relayResponses(Socket connection, Socket client) {
        try (client) {
            connection.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The client or the server has closed its connection.
        }
    }

    /** Frees the port for another server: the last thread that uses a socket releases it. */
    @Override
    public void close() {
        try {
            port.close();
            accepting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
