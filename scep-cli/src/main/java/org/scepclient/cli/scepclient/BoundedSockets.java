package org.scepclient.cli.scepclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.naming.NamingException;
import javax.naming.SizeLimitExceededException;
import javax.net.SocketFactory;

/** Sockets that limit the size of a directory's reply, which JNDI reads into memory whole; JNDI loads the class by its name. */
public final class BoundedSockets extends SocketFactory {
    /** The longest reply, in bytes: JNDI and the caller each need a copy of it. */
    static final int LIMIT = 4 << 20;

    private static final String EXCEEDED = "more than " + LIMIT + " bytes received";

    /** Called by JNDI. */
    public static SocketFactory getDefault() {
        return new BoundedSockets();
    }

    static NamingException exceeded() {
        return new SizeLimitExceededException(EXCEEDED);
    }

    /** Whether a search failed because of the limit. */
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

    /** With a connect time-out, JNDI requests an unconnected socket. */
    private static IOException unconnected() {
        return new IOException("only unconnected sockets are supported");
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
