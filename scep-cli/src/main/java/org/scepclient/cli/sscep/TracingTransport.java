package org.scepclient.cli.sscep;

import java.time.Clock;
import org.scepclient.error.TransportException;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.Transport;

/** Prints each exchange, for {@code -d}. URLs are printed without parameters, which may be secret. */
final class TracingTransport implements Transport {
    private final Transport transport;
    private final VerboseReport report;
    private final Clock clock;

    TracingTransport(Transport transport, VerboseReport report, Clock clock) {
        this.transport = transport;
        this.report = report;
        this.clock = clock;
    }

    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        report.debug(request.method() + " " + request.url());
        long start = clock.millis();
        HttpReply reply = transport.exchange(request);
        report.debug("HTTP " + reply.status() + " " + reply.reason() + ", "
                + reply.contentType().orElse("no content type") + ", "
                + reply.body().length() + " bytes in " + (clock.millis() - start) + " ms");
        return reply;
    }
}
