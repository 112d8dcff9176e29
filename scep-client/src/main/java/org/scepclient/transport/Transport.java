package org.scepclient.transport;

import org.scepclient.error.TransportException;

/**
 * Carries one request to a server and its reply back. Everything above it is proved without sockets by
 * implementing this interface.
 */
public interface Transport {

    /**
     * Sends a request and reads the whole reply.
     *
     * @return the reply, whatever its status; redirects of a GET have been followed
     * @throws TransportException when no complete reply came
     */
    HttpReply exchange(HttpRequest request) throws TransportException;
}
