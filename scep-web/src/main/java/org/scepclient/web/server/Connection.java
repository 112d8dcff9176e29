package org.scepclient.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.schedule.MonotonicClock;

/**
 * A client's connection, whose bytes are passed on to and from the HTTP server of the JDK. That server cannot end a connection
 * whose client does not read: its own timer would block in the same write.
 */
final class Connection {
    private static final int BUFFER = 8192;
    /** Bounds what the system stores for a client that does not read. */
    private static final int SEND_BUFFER = 1 << 16;

    private static final int NETWORK_BYTES = 8;

    private final Socket outer;
    private final Socket inner = new Socket();
    private final InetAddress client;
    private final String network;
    private final MonotonicClock clock;
    private volatile @Nullable InetSocketAddress seenAs;
    private volatile Duration lastProgress;
    /** Start of the wait for the first bytes of the client. */
    private volatile @Nullable Duration silentSince;
    /** Start of a write that waits for the client to read. */
    private volatile @Nullable Duration writingSince;

    Connection(Socket outer, MonotonicClock clock) {
        this.outer = outer;
        this.client = outer.getInetAddress();
        this.network = network(client);
        this.clock = clock;
        this.lastProgress = clock.time();
        this.silentSince = lastProgress;
    }

    /** An IPv4 address, or the /64 network of an IPv6 address, which one client has alone. */
    private static String network(InetAddress client) {
        byte[] octets = client.getAddress();
        return HexFormat.of().formatHex(client instanceof Inet6Address ? Arrays.copyOf(octets, NETWORK_BYTES) : octets);
    }

    InetAddress client() {
        return client;
    }

    String network() {
        return network;
    }

    Duration lastProgress() {
        return lastProgress;
    }

    boolean isSeenAs(InetSocketAddress address) {
        return address.equals(seenAs);
    }

    boolean isStalled() {
        return isOver(silentSince) || isOver(writingSince);
    }

    private boolean isOver(@Nullable Duration start) {
        return start != null && clock.time().minus(start).compareTo(Connections.STALL_LIMIT) > 0;
    }

    /** Passes bytes on until one side ends the connection. */
    void run(InetSocketAddress server, Executor executor) {
        try (outer;
                inner) {
            outer.setTcpNoDelay(true);
            outer.setSendBufferSize(SEND_BUFFER);
            inner.setTcpNoDelay(true);
            inner.connect(server);
            seenAs = (InetSocketAddress) inner.getLocalSocketAddress();
            executor.execute(this::passRequests);
            passResponses();
        } catch (IOException e) {
            // One side has closed the connection, or it was aborted.
        }
    }

    private void passRequests() {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = outer.getInputStream();
            OutputStream out = inner.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                // The HTTP server limits the time from the first byte of a request to the last one.
                silentSince = null;
                lastProgress = clock.time();
                out.write(buffer, 0, n);
            }
            inner.shutdownOutput();
        } catch (IOException e) {
            abort();
        }
    }

    private void passResponses() throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = inner.getInputStream();
        OutputStream out = outer.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            writingSince = clock.time();
            out.write(buffer, 0, n);
            writingSince = null;
            lastProgress = clock.time();
        }
    }

    /** Ends the connection at once, without waiting for the client to read what was sent. */
    void abort() {
        try (outer;
                inner) {
            outer.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
