package org.scepclient.it.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.scepclient.it.attack.Strategy.Tampering;

/** The table of strategies, by the operation that they affect. */
public final class Strategies {
    static final String CAPS = "GetCACaps";
    static final String CA = "GetCACert";
    static final String NEXT_CA = "GetNextCACert";
    static final String PKI = "PKIOperation";
    static final String CRL = "/ca.crl";
    static final String CERTIFICATE = "/ca.crt";

    private final String operation;
    private final List<Strategy> all = new ArrayList<>();

    private Strategies(String operation) {
        this.operation = operation;
    }

    static Strategies of(String operation) {
        return new Strategies(operation);
    }

    Strategies add(String name, Tampering tampering) {
        all.add(new Strategy(operation, name, tampering));
        return this;
    }

    List<Strategy> list() {
        return List.copyOf(all);
    }

    /** The names of all strategies, each with its operation. */
    public static List<String> names() {
        return Stream.of(ofEnrollment(), NextCaStrategies.list(), PublishedStrategies.list())
                .flatMap(List::stream)
                .map(Strategy::toString)
                .toList();
    }

    /** The strategies that affect a first enrollment and a renewal. */
    static List<Strategy> ofEnrollment() {
        List<Strategy> all = new ArrayList<>(capabilities());
        all.addAll(CaStrategies.list());
        all.addAll(PkiStrategies.list());
        return all;
    }

    /** The strategies that affect queries. */
    static List<Strategy> ofQueries() {
        List<Strategy> all = new ArrayList<>(CaStrategies.list());
        all.addAll(PkiStrategies.list());
        all.addAll(PublishedStrategies.list());
        return all;
    }

    private static List<Strategy> capabilities() {
        return of(CAPS).add("emptied", (exchange, attacker) -> Reply.caps(""))
                .add("weakened", (exchange, attacker) -> Reply.caps("POSTPKIOperation\nDES3\nSHA-1\n"))
                .add("weakened to nothing known", (exchange, attacker) -> Reply.caps("DES\nMD5\n"))
                .add("without POST and Renewal", (exchange, attacker) -> Reply.caps("AES\nSHA-256\n"))
                .add("padded", (exchange, attacker) -> Reply.caps("X-Padding\n".repeat(2000) + "AES\nSHA-256\n"))
                .add("one endless word", (exchange, attacker) -> Reply.caps("x".repeat(200_000)))
                .add("a web page", (exchange, attacker) -> Reply.page(200))
                .add("status 404", (exchange, attacker) -> Reply.page(404))
                .add("a redirect to the attacker", (exchange, attacker) -> Reply.redirect("/evil?operation=GetCACaps"))
                .list();
    }
}
