package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.file.TextFile;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.TlsSettings;
import org.scepclient.transport.Transport;

/** The way to the server that the settings name. */
public final class ServerAccess {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    /** Limit for requests that the next run can repeat; it is too short to report an outage meanwhile. */
    static final Duration BRIEF = Duration.ofSeconds(20);

    private final Settings settings;
    private final AgentContext context;
    private final ServerOutage outage;

    ServerAccess(Settings settings, AgentContext context, ServerOutage outage) {
        this.settings = settings;
        this.context = context;
        this.outage = outage;
    }

    /** A transport with retries, at growing, randomized intervals, until the time has passed. */
    private Transport retrying(Transport transport, Duration limit) {
        Duration end = context.monotonicClock().time().plus(limit);
        Backoff growing = backoff(context.random());
        Backoff limited = (failures, elapsed, asked) -> growing.delay(failures, elapsed, asked)
                .filter(wait -> context.monotonicClock().time().plus(wait).compareTo(end) < 0);
        if (limit.compareTo(BRIEF) <= 0) {
            return transport.retrying(limited, context.clock(), context.waits());
        }
        return outage.watch(transport).retrying(outage.watch(limited), context.clock(), context.waits());
    }

    /**
     * The library's client of the server, with retries.
     *
     * @param limit how long an unreachable server is tried again
     */
    ScepClient client(Duration limit) throws ScepException {
        HttpUrl url = url(settings);
        ClientSettings client = ClientSettings.defaults()
                .withPolicy(policy(settings))
                .withClock(context.clock(), context.waits())
                .withRandom(context.random());
        if (settings.caIdentifier().isPresent()) {
            client = client.withCaIdentifier(settings.caIdentifier().get());
        }
        return ScepClient.of(new ScepServer(url, retrying(context.http().apply(http(settings, url)), limit)), client);
    }

    /** As {@link #client}, for a server whose capabilities are remembered. */
    ScepClient client(Duration limit, KnownOffer.OfServer offer) throws ScepException {
        ScepClient client = client(limit).remembering(offer);
        return offer.isKnown() ? client : client.withCapabilitiesFrom(capabilitiesServer(limit));
    }

    /** A server that keeps closing the connection on GetCACaps offers nothing (NDES); retrying to the end is useless. */
    private ScepServer capabilitiesServer(Duration limit) throws ScepException {
        HttpUrl url = url(settings);
        Transport transport = new NoCapabilitiesOnClose(context.http().apply(http(settings, url)));
        return new ScepServer(url, retrying(transport, limit));
    }

    /** The capabilities that the server offers. */
    CapabilitiesResponse capabilities(Duration limit) throws ScepException {
        return capabilitiesServer(limit).capabilitiesResponse(settings.caIdentifier());
    }

    /** A server with a few retries, for what can wait until the next run. */
    ScepServer retryingBriefly() throws ScepException {
        HttpUrl url = url(settings);
        return new ScepServer(url, retrying(context.http().apply(http(settings, url)), BRIEF));
    }

    static AlgorithmPolicy policy(Settings settings) {
        return settings.legacyCiphers() ? AlgorithmPolicy.legacy() : AlgorithmPolicy.modern();
    }

    /** The intervals between the retries of a server that does not answer. */
    public static Backoff backoff(RandomGenerator random) {
        return Backoff.exponential(FIRST_WAIT, LONGEST_WAIT, Integer.MAX_VALUE, random);
    }

    /** A server without retries, for interactive use. */
    public static ScepServer withoutRetries(Settings settings) throws ScepException {
        HttpUrl url = url(settings);
        return new ScepServer(url, Transport.http(http(settings, url)));
    }

    private static HttpUrl url(Settings settings) {
        return settings.url()
                .orElseThrow(() ->
                        new InvalidInputException(Setting.URL.key(), "there is no server", "set the server's URL"));
    }

    private static HttpSettings http(Settings settings, HttpUrl url) throws ScepException {
        HttpSettings http = HttpSettings.defaults();
        if (settings.proxy().isPresent()) {
            http = http.withProxy(settings.proxy().get());
        }
        if (url.secure() && settings.caFile().isPresent()) {
            List<X509Certificate> trusted =
                    TextFile.certificates(settings.caFile().get());
            http = http.withTls(new TlsSettings(trusted, Optional.empty()));
        }
        return http;
    }
}
