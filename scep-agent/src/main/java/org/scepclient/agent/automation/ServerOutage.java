package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.TransportException;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.Transport;

/**
 * The wait of a run for a server that cannot be reached: logged when it begins, when its cause changes, and then once an
 * hour, and published for readers of the state until the server answers.
 */
final class ServerOutage {
    private static final Duration LOG_INTERVAL = Duration.ofHours(1);

    private final AgentContext context;
    private final RunLock.Held run;
    private String failure = "";
    private String logged = "";
    private Duration loggedAt = Duration.ZERO;

    ServerOutage(AgentContext context, RunLock.Held run) {
        this.context = context;
        this.run = run;
    }

    /** The transport, whose failures are noted. */
    Transport watch(Transport transport) {
        return request -> {
            try {
                HttpReply reply = transport.exchange(request);
                if (reply.retryable()) {
                    failure = describe(request, reply);
                } else {
                    end();
                }
                return reply;
            } catch (TransportException e) {
                failure = e.getMessage();
                throw e;
            }
        };
    }

    private static String describe(HttpRequest request, HttpReply reply) {
        return request.url() + ": HTTP status " + reply.status()
                + reply.remedy().map(remedy -> "; " + remedy).orElse("");
    }

    /** The back-off, which decides after each failure whether the run waits. */
    Backoff watch(Backoff backoff) {
        return (failures, elapsed, asked) -> {
            var wait = backoff.delay(failures, elapsed, asked);
            wait.ifPresent(this::begin);
            return wait;
        };
    }

    private void begin(Duration wait) {
        Instant next = context.clock().instant().plus(wait);
        run.waiting(new RunLock.Outage(next, failure));
        Duration now = context.monotonicClock().time();
        if (!failure.equals(logged) || now.minus(loggedAt).compareTo(LOG_INTERVAL) >= 0) {
            logged = failure;
            loggedAt = now;
            context.log().warning(failure + "; next attempt at " + next.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void end() {
        if (!failure.isEmpty()) {
            run.working();
        }
        if (!logged.isEmpty()) {
            context.log().notice("the server answers again");
        }
        failure = "";
        logged = "";
    }
}
