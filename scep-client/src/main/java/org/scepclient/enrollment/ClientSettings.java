package org.scepclient.enrollment;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.Sleeper;
import org.scepclient.trust.PathRules;

/**
 * The settings of a {@link ScepClient}.
 *
 * @param http time-outs, proxy, TLS
 * @param backoff when a failed exchange is repeated
 * @param caIdentifier which CA, for servers with several
 * @param policy which algorithms are sent and accepted
 * @param cipher encrypts requests; empty: chosen by the capabilities
 * @param digest of requests and their signatures; empty: chosen by the capabilities
 * @param recipient whom requests are encrypted for; empty: chosen among the CA's certificates by key usage
 * @param polling how often and how long a pending request is polled
 * @param clock for messages and the validity of certificates
 * @param sleeper waits between polls and repeated exchanges, and measures the time
 * @param random makes nonces, content keys and the signatures' randomness
 */
public record ClientSettings(
        HttpSettings http,
        Backoff backoff,
        Optional<String> caIdentifier,
        AlgorithmPolicy policy,
        Optional<ContentCipher> cipher,
        Optional<DigestAlgorithm> digest,
        Optional<X509Certificate> recipient,
        Polling polling,
        Clock clock,
        Sleeper sleeper,
        SecureRandom random) {

    /** Direct http or the system's trust in https, three retries, modern algorithms, polls for eight hours. */
    public static ClientSettings defaults() {
        return new ClientSettings(
                HttpSettings.defaults(),
                Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30), 3, new SplittableRandom()),
                Optional.empty(),
                AlgorithmPolicy.modern(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Polling.defaults(),
                Clock.systemUTC(),
                Sleeper.ofThread(),
                new SecureRandom());
    }

    /** The rules by which certificates are judged now. */
    public PathRules rules() {
        return PathRules.of(policy, clock.instant());
    }

    public ClientSettings withHttp(HttpSettings value) {
        return new ClientSettings(
                value, backoff, caIdentifier, policy, cipher, digest, recipient, polling, clock, sleeper, random);
    }

    public ClientSettings withBackoff(Backoff value) {
        return new ClientSettings(
                http, value, caIdentifier, policy, cipher, digest, recipient, polling, clock, sleeper, random);
    }

    public ClientSettings withCaIdentifier(String value) {
        return new ClientSettings(
                http, backoff, Optional.of(value), policy, cipher, digest, recipient, polling, clock, sleeper, random);
    }

    public ClientSettings withPolicy(AlgorithmPolicy value) {
        return new ClientSettings(
                http, backoff, caIdentifier, value, cipher, digest, recipient, polling, clock, sleeper, random);
    }

    public ClientSettings withRecipient(X509Certificate value) {
        return new ClientSettings(
                http,
                backoff,
                caIdentifier,
                policy,
                cipher,
                digest,
                Optional.of(value),
                polling,
                clock,
                sleeper,
                random);
    }

    public ClientSettings withPolling(Polling value) {
        return new ClientSettings(
                http, backoff, caIdentifier, policy, cipher, digest, recipient, value, clock, sleeper, random);
    }

    public ClientSettings withRandom(SecureRandom value) {
        return new ClientSettings(
                http, backoff, caIdentifier, policy, cipher, digest, recipient, polling, clock, sleeper, value);
    }

    /** Uses these algorithms, whatever the server offers. */
    public ClientSettings withAlgorithms(Optional<ContentCipher> namedCipher, Optional<DigestAlgorithm> namedDigest) {
        return new ClientSettings(
                http,
                backoff,
                caIdentifier,
                policy,
                namedCipher,
                namedDigest,
                recipient,
                polling,
                clock,
                sleeper,
                random);
    }

    public ClientSettings withClock(Clock time, Sleeper waiting) {
        return new ClientSettings(
                http, backoff, caIdentifier, policy, cipher, digest, recipient, polling, time, waiting, random);
    }
}
