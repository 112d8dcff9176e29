package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.error.TransportException;
import org.scepclient.value.Bytes;

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

    /**
     * Sends a GET, and passes the body of a successful reply on without keeping it.
     *
     * @return the reply, with a body only if it is not successful
     * @throws TransportException when no complete reply came, or it cannot be stored; what {@code sink} has got then is
     *     to be forgotten
     */
    default HttpReply download(HttpRequest.Get request, BodySink sink) throws TransportException {
        HttpReply reply = exchange(request);
        if (!reply.successful()) {
            return reply;
        }
        try (OutputStream out = sink.begin()) {
            out.write(reply.body().toArray());
        } catch (IOException e) {
            throw BodySink.failed(request.url(), e);
        }
        return reply.withBody(Bytes.empty());
    }
}
