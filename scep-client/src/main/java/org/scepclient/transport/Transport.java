package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.error.TransportException;
import org.scepclient.value.Bytes;

/**
 * Exchanges a request and its response with a server. Implementing this interface allows tests of all other code without
 * sockets.
 */
public interface Transport {

    /**
     * Sends a request and reads the complete response.
     *
     * @return the response with any status, after the redirects of a GET
     * @throws TransportException if there is no complete response
     */
    HttpReply exchange(HttpRequest request) throws TransportException;

    /**
     * Sends a GET and streams the body of a successful response to {@code sink}.
     *
     * @return the response, with a body only if it is not successful
     * @throws TransportException if there is no complete response or it cannot be stored; the content of {@code sink} is then
     *     incomplete
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
