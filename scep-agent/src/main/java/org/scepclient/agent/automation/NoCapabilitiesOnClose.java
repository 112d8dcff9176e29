package org.scepclient.agent.automation;

import org.scepclient.error.TransportException;
import org.scepclient.operation.ScepServer;
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
            closed = ScepServer.closedByServer(e) ? closed + 1 : 0;
            throw closed < ENOUGH ? e : new TransportException(e.code(), e.getMessage(), false, e.getCause());
        }
    }
}
