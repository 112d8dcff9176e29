package org.scepclient.testca.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.scepclient.testca.authority.CertificateAuthority;

/** The current CA, its predecessors and the next one (RFC 8894 §4.7). */
public final class Authorities {
    private final IntFunction<CertificateAuthority> factory;
    private final AtomicReference<State> state;

    private record State(
            List<CertificateAuthority> former, CertificateAuthority current, Optional<CertificateAuthority> next) {}

    /**
     * Starts with one CA.
     *
     * @param factory creates the CA of a generation, starting with 0
     */
    public Authorities(IntFunction<CertificateAuthority> factory) {
        this.factory = factory;
        this.state = new AtomicReference<>(new State(List.of(), factory.apply(0), Optional.empty()));
    }

    public CertificateAuthority current() {
        return state.get().current();
    }

    /** The next CA, created on first use. */
    public synchronized CertificateAuthority next() {
        State now = state.get();
        if (now.next().isPresent()) {
            return now.next().get();
        }
        CertificateAuthority next = factory.apply(now.former().size() + 1);
        state.set(new State(now.former(), now.current(), Optional.of(next)));
        return next;
    }

    /** Makes the next CA the current one. */
    public synchronized void rollOver() {
        CertificateAuthority next = next();
        State now = state.get();
        List<CertificateAuthority> former = new ArrayList<>(now.former());
        former.add(now.current());
        state.set(new State(List.copyOf(former), next, Optional.empty()));
    }

    /** All CAs whose certificates may be in use: the current one, the next one, the former ones. */
    public List<CertificateAuthority> all() {
        State now = state.get();
        List<CertificateAuthority> all = new ArrayList<>();
        all.add(now.current());
        now.next().ifPresent(all::add);
        all.addAll(now.former());
        return all;
    }
}
