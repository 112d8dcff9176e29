package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.value.Bytes;

/**
 * Exchanges a request and its response with a server. Implementing this interface allows tests of all other code without
 * sockets.
 */
public interface Transport {

    /** The destination of a body that may not fit into memory, for example a file. */
    interface BodySink {

        /** Starts an empty body, also for a further attempt, after which the earlier stream is no longer used. */
        OutputStream begin() throws IOException;

        /** The maximum length of the body in bytes. */
        long limit();

        /** The error for a body that cannot be stored. */
        static TransportException failed(HttpUrl url, IOException cause) {
            return new TransportException(
                    ErrorCode.STORAGE,
                    url + ": cannot store the reply: " + ConnectionFailure.text(cause) + "; check the disk space",
                    false,
                    cause);
        }
    }

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

    /** HTTP and HTTPS over the network. */
    static Transport http(HttpSettings settings) {
        return new UrlConnectionTransport(settings);
    }

    /**
     * This transport with repetition of exchanges that may succeed later: those without a response, and those with status
     * 408, 429, 502, 503 or 504. It returns the first final response, or the last one if the back-off allows no further
     * attempt.
     *
     * @param clock for a {@code Retry-After} with a date
     * @param sleeper waits between the attempts, and measures the time
     */
    default Transport retrying(Backoff backoff, Clock clock, Sleeper sleeper) {
        return new RetryingTransport(this, backoff, clock, sleeper);
    }
}
