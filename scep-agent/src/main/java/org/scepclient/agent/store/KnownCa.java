package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scepclient.trust.CaCertificates;

/**
 * The CA that this device trusts. During a rollover, the old and the new generation are both trusted.
 *
 * @param server URL of the server and CA identifier; the CA of another server is a different CA
 * @param trust reason for trusting the first generation; later ones were announced by their predecessors
 * @param generations at least one, the newest one first
 */
public record KnownCa(String server, CaTrust trust, List<CaGeneration> generations) {
    public KnownCa {
        if (generations.isEmpty()) {
            throw new IllegalArgumentException("a known CA has at least one generation");
        }
        generations = List.copyOf(generations);
    }

    /** A CA with its first generation. */
    public static KnownCa first(String server, CaTrust trust, CaGeneration generation) {
        return new KnownCa(server, trust, List.of(generation));
    }

    /** Adds a generation, unless its certificates are already known. */
    public KnownCa with(CaGeneration next) {
        Set<X509Certificate> added = Set.copyOf(next.certificates().certificates());
        if (generations.stream()
                .anyMatch(
                        known -> Set.copyOf(known.certificates().certificates()).equals(added))) {
            return this;
        }
        List<CaGeneration> all = new ArrayList<>(List.of(next));
        all.addAll(generations);
        return new KnownCa(server, trust, all);
    }

    /** Removes expired generations, unless all have expired. */
    public KnownCa withoutExpired(Instant now) {
        List<CaGeneration> kept = generations.stream()
                .filter(generation -> !generation.isExpired(now))
                .toList();
        return kept.isEmpty() ? this : new KnownCa(server, trust, kept);
    }

    /** The certificates of all generations, the newest one first, for the verification of replies and certificates. */
    public CaCertificates all() {
        return generations.stream()
                .map(CaGeneration::certificates)
                .reduce(CaCertificates::and)
                .orElseThrow();
    }

    /** The recipient of requests: the newest valid generation, or the newest one if none is valid. */
    public CaGeneration current(Instant now) {
        return generations.stream()
                .filter(generation -> generation.isValidAt(now))
                .findFirst()
                .orElseGet(generations::getFirst);
    }
}
