package org.scepclient.agent.automation;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.Transport;

/**
 * Takes a connection that the server opens and closes without an answer, several times in a row, for its answer: trying
 * again would not help.
 */
final class NoCapabilitiesOnClose implements Transport {
    private static final int ENOUGH = 3;

    private final Transport transport;
    private int closed;

    NoCapabilitiesOnClose(Transport transport) {
        this.transport = transport;
    }

    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        try {
            HttpReply reply = transport.exchange(request);
            closed = 0;
            return reply;
        } catch (TransportException e) {
            closed = isClosed(e) ? closed + 1 : 0;
            throw closed < ENOUGH ? e : new TransportException(e.code(), e.getMessage(), false, e.getCause());
        }
    }

    private static boolean isClosed(TransportException e) {
        Throwable cause = e.getCause();
        boolean neverOpen = cause instanceof ConnectException || cause instanceof NoRouteToHostException;
        return e.code() == ErrorCode.UNREACHABLE
                && !neverOpen
                && (cause instanceof SocketException || cause instanceof EOFException);
    }
}
