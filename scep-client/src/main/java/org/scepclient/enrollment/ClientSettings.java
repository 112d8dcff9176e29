package org.scepclient.enrollment;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.ExponentialBackoff;
import org.scepclient.transport.HttpSettings;

/**
 * How a {@link ScepClient} goes about it.
 *
 * @param http time-outs, proxy, TLS
 * @param backoff when a failed exchange is tried again
 * @param caIdentifier which CA, for servers with several
 * @param policy which algorithms are sent and accepted
 * @param polling how often and how long a pending request is asked for
 * @param clock the time
 */
public record ClientSettings(
        HttpSettings http,
        Backoff backoff,
        Optional<String> caIdentifier,
        AlgorithmPolicy policy,
        Polling polling,
        Clock clock) {

    /** Direct http or the system's trust in https, three retries, modern algorithms, polls for eight hours. */
    public static ClientSettings defaults() {
        return new ClientSettings(
                HttpSettings.defaults(),
                new ExponentialBackoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 3, new SplittableRandom()),
                Optional.empty(),
                AlgorithmPolicy.modern(),
                TimedPolling.defaults(),
                Clock.systemUTC());
    }

    public ClientSettings withHttp(HttpSettings settings) {
        return new ClientSettings(settings, backoff, caIdentifier, policy, polling, clock);
    }

    public ClientSettings withBackoff(Backoff retries) {
        return new ClientSettings(http, retries, caIdentifier, policy, polling, clock);
    }

    public ClientSettings withCaIdentifier(String identifier) {
        return new ClientSettings(http, backoff, Optional.of(identifier), policy, polling, clock);
    }

    public ClientSettings withPolicy(AlgorithmPolicy algorithms) {
        return new ClientSettings(http, backoff, caIdentifier, algorithms, polling, clock);
    }

    public ClientSettings withPolling(Polling pace) {
        return new ClientSettings(http, backoff, caIdentifier, policy, pace, clock);
    }
}
