package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.file.TextFile;
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
    private static final Duration BRIEF = Duration.ofSeconds(20);

    private ServerAccess() {}

    /**
     * A server with retries until the deadline, at growing, randomized intervals.
     *
     * @param deadline when to give up
     */
    static ScepServer retryingUntil(Settings settings, AgentContext context, Instant deadline) throws ScepException {
        HttpUrl url = url(settings);
        return new ScepServer(url, retrying(context.http().apply(http(settings, url)), context, deadline));
    }

    private static Transport retrying(Transport transport, AgentContext context, Instant deadline) {
        Backoff growing = backoff(context.random());
        Backoff limited = (failures, elapsed, asked) -> growing.delay(failures, elapsed, asked)
                .filter(wait -> context.clock().instant().plus(wait).isBefore(deadline));
        return transport.retrying(limited, context.clock(), context.sleeper());
    }

    /**
     * The library's client of the server, with retries until the deadline.
     *
     * @param deadline when to give up
     */
    static ScepClient client(Settings settings, AgentContext context, Instant deadline) throws ScepException {
        ClientSettings client = ClientSettings.defaults()
                .withPolicy(policy(settings))
                .withClock(context.clock(), context.sleeper())
                .withRandom(context.random());
        if (settings.caIdentifier().isPresent()) {
            client = client.withCaIdentifier(settings.caIdentifier().get());
        }
        return ScepClient.of(retryingUntil(settings, context, deadline), client)
                .withCapabilitiesFrom(capabilitiesServer(settings, context, deadline));
    }

    /** A server that keeps closing the connection on GetCACaps offers nothing (NDES); retrying until the deadline is useless. */
    private static ScepServer capabilitiesServer(Settings settings, AgentContext context, Instant deadline)
            throws ScepException {
        HttpUrl url = url(settings);
        Transport transport = new NoCapabilitiesOnClose(context.http().apply(http(settings, url)));
        return new ScepServer(url, retrying(transport, context, deadline));
    }

    /** The capabilities that the server offers. */
    static CaCapabilities capabilities(Settings settings, AgentContext context, Instant deadline) throws ScepException {
        return capabilitiesServer(settings, context, deadline).capabilities(settings.caIdentifier());
    }

    static AlgorithmPolicy policy(Settings settings) {
        return settings.legacyCiphers() ? AlgorithmPolicy.legacy() : AlgorithmPolicy.modern();
    }

    /** A server with a few retries, for what can wait until the next run. */
    static ScepServer retryingBriefly(Settings settings, AgentContext context) throws ScepException {
        Instant deadline = context.clock().instant().plus(BRIEF);
        return retryingUntil(settings, context, deadline);
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
