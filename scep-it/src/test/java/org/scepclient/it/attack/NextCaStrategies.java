package org.scepclient.it.attack;

import java.security.cert.X509Certificate;
import java.util.List;

/** GetNextCACert responses of an attacker without the CA's key. */
final class NextCaStrategies {
    private NextCaStrategies() {}

    static List<Strategy> list() {
        Strategies table = Strategies.of(Strategies.NEXT_CA);
        table.add("signed by the foreign root", (exchange, a) -> a.nextCa(a.keys.root, root(a)))
                .add("signed by a device", (exchange, a) -> a.nextCa(a.keys.device, root(a)))
                .add(
                        "signed by a namesake of the root",
                        (exchange, a) -> a.nextCa(a.keys.namesake(a.pinned()), root(a)))
                .add(
                        "signed by a namesake of the issuing CA",
                        (exchange, a) -> a.nextCa(a.keys.namesake(a.issuer()), root(a)))
                .add("signed by a CA of a device", (exchange, a) -> a.nextCa(a.keys.caOfDevice(), root(a)))
                .add(
                        "a CA of a device, signed by the device",
                        (exchange, a) ->
                                a.nextCa(a.keys.device, a.keys.caOfDevice().certificate()))
                .add("replay of a SUCCESS", (exchange, a) -> Reply.nextCa(a.recorded(Recordings.SUCCESS)))
                .add("replay of a FAILURE", (exchange, a) -> Reply.nextCa(a.recorded(Recordings.FAILURE)))
                .add("replay of a FAILURE, the foreign root beside it", (exchange, a) -> beside(a, root(a)))
                .add("replay of a FAILURE, a device beside it", (exchange, a) -> beside(a, a.keys.device.certificate()))
                .add(
                        "replay of a FAILURE, a CA of a device beside it",
                        (exchange, a) -> beside(a, a.keys.caOfDevice().certificate()))
                .add("content exchanged", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.withContentOf(
                            honest.body(), a.nextCa(a.keys.root, root(a)).body()));
                })
                .add("outer certificates exchanged", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.withCertificates(honest.body(), List.of(root(a))));
                })
                .add("not signed", (exchange, a) -> Reply.nextCa(Messages.bundle(List.of(root(a)))))
                .add("a bit turned", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(
                            Messages.flipped(honest.body(), honest.body().length() / 2));
                })
                .add("truncated", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.cut(honest.body(), honest.body().length() / 2));
                })
                .add("a web page", (exchange, a) -> Reply.page(200))
                .add("a redirect to the attacker", (exchange, a) -> Reply.redirect("/evil?operation=GetNextCACert"));
        return table.list();
    }

    private static X509Certificate root(Attacker attacker) {
        return attacker.keys.root.certificate();
    }

    private static Reply beside(Attacker attacker, X509Certificate certificate) throws Exception {
        return Reply.nextCa(Messages.withCertificates(attacker.recorded(Recordings.FAILURE), List.of(certificate)));
    }
}
