package org.scepclient.cli.scepclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.naming.NamingException;
import javax.naming.SizeLimitExceededException;
import javax.net.SocketFactory;

/** Sockets that end a connection to a directory when more comes than fits into the memory; JNDI makes one by its name. */
public final class BoundedSockets extends SocketFactory {
    /** The longest answer, in bytes: JNDI and the caller each need a copy of it. */
    static final int LIMIT = 4 << 20;

    private static final String EXCEEDED = "more than " + LIMIT + " bytes came";

    /** Called by JNDI. */
    public static SocketFactory getDefault() {
        return new BoundedSockets();
    }

    static NamingException exceeded() {
        return new SizeLimitExceededException(EXCEEDED);
    }

    /** Whether this is why a search failed. */
    static boolean wasExceeded(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(EXCEEDED)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Socket createSocket() {
        return new Bounded();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    /** With a connect time-out, JNDI connects by itself. */
    private static IOException unconnected() {
        return new IOException("only sockets that are not connected yet are made");
    }

    private static final class Bounded extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }
    }

    private static final class Counted extends FilterInputStream {
        private long allowed = LIMIT + (64 << 10);

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int read) throws IOException {
            allowed -= read;
            if (allowed < 0) {
                throw new IOException(EXCEEDED);
            }
        }
    }
}
