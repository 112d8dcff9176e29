package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scepclient.trust.CaCertificates;

/**
 * The CA that this device trusts. Over a rollover the generation that goes and the one that comes are both kept, and
 * both trusted.
 *
 * @param server the server's URL and the CA identifier that were asked; another server's CA is another CA
 * @param trust why the first generation was trusted; the later ones follow from it
 * @param generations the newest first; at least one
 */
public record KnownCa(String server, CaTrust trust, List<CaGeneration> generations) {
    public KnownCa {
        if (generations.isEmpty()) {
            throw new IllegalArgumentException("a known CA has at least one generation");
        }
        generations = List.copyOf(generations);
    }

    /** A CA that was met for the first time. */
    public static KnownCa first(String server, CaTrust trust, CaGeneration generation) {
        return new KnownCa(server, trust, List.of(generation));
    }

    /** With one more generation, or the same where its certificates are known already. */
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

    /** Without the generations whose certificates have all expired, as long as another one is left. */
    public KnownCa withoutExpired(Instant now) {
        List<CaGeneration> kept =
                generations.stream().filter(one -> !one.isOver(now)).toList();
        return kept.isEmpty() ? this : new KnownCa(server, trust, kept);
    }

    /** The certificates of all generations, the newest first: what replies and certificates are verified with. */
    public CaCertificates all() {
        return generations.stream()
                .map(CaGeneration::certificates)
                .reduce(CaCertificates::and)
                .orElseThrow();
    }

    /** The newest generation that is valid now, or where none is the newest: whom requests are made for. */
    public CaGeneration current(Instant now) {
        return generations.stream()
                .filter(one -> one.isValidAt(now))
                .findFirst()
                .orElseGet(generations::getFirst);
    }
}
