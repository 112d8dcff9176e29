package org.scepclient.it.attack;

import java.util.List;
import org.scepclient.it.attack.Attacker.Request;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/** PKIOperation responses of an attacker without the CA's key. */
final class PkiStrategies {
    private PkiStrategies() {}

    /** One of the attacker's identities. */
    private interface Signer {
        Identity of(Attacker attacker);
    }

    static List<Strategy> list() {
        Strategies table = Strategies.of(Strategies.PKI);
        forged(table, "the foreign root", a -> a.keys.root);
        forged(table, "a device", a -> a.keys.device);
        forged(table, "a namesake of the issuing CA", a -> a.keys.namesake(a.issuer()));
        forged(table, "a namesake of the RA", a -> a.keys.namesakeOfRa(a.ra()));
        forged(table, "an RA of the foreign root", a -> a.keys.ra());
        forged(table, "a CA of the device", a -> a.keys.caOfDevice());
        replays(table);
        exchanges(table);
        damage(table);
        http(table);
        return table.list();
    }

    private static void forged(Strategies table, String by, Signer signer) {
        table.add("SUCCESS by " + by, (exchange, a) -> a.success(exchange, signer.of(a), signer.of(a)))
                .add("FAILURE by " + by, (exchange, a) -> a.failure(exchange, signer.of(a)))
                .add("PENDING by " + by, (exchange, a) -> a.pending(exchange, signer.of(a)));
    }

    private static void replays(Strategies table) {
        table.add("the SUCCESS of another transaction", replayed(Recordings.SUCCESS))
                .add("the FAILURE of another transaction", replayed(Recordings.FAILURE))
                .add("the SUCCESS of an earlier run", replayed(Recordings.EARLIER_RUN))
                .add("the GetNextCACert answer", replayed(Recordings.NEXT_CA))
                .add("SUCCESS with the attacker's own certificate", PkiStrategies::ownCertificate);
    }

    private static Strategy.Tampering replayed(String recording) {
        return (exchange, a) -> Reply.message(a.recorded(recording));
    }

    /** Sends the real certificate of the attacker's device in an envelope for the victim. */
    private static Reply ownCertificate(Exchange exchange, Attacker attacker) throws Exception {
        Identity device = attacker.keys.device;
        return attacker.success(Request.of(exchange.message()), device, List.of(device.certificate()));
    }

    private static void exchanges(Strategies table) {
        table.add("outer certificates exchanged", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.withCertificates(
                            honest.body(), List.of(a.keys.root.certificate(), a.keys.cross(a.pinned()))));
                })
                .add("outer certificates removed", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.withCertificates(honest.body(), List.of()));
                })
                .add("content of another transaction", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.withContentOf(honest.body(), a.recorded(Recordings.SUCCESS)));
                })
                .add("content by the attacker", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    Reply forged = a.success(exchange, a.keys.root, a.keys.root);
                    return honest.with(Messages.withContentOf(honest.body(), forged.body()));
                })
                .add("the CA's content under the attacker's signature", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    Reply forged = a.success(exchange, a.keys.root, a.keys.root);
                    return honest.with(Messages.withContentOf(forged.body(), honest.body()));
                })
                .add("the attacker's signature beside the CA's", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    Reply forged = a.success(exchange, a.keys.root, a.keys.root);
                    return honest.with(Messages.withSignersOf(forged.body(), honest.body()));
                });
    }

    private static void damage(Strategies table) {
        table.add("truncated", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.cut(honest.body(), honest.body().length() / 2));
                })
                .add("a bit turned in the middle", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(
                            Messages.flipped(honest.body(), honest.body().length() / 2));
                })
                .add("a bit turned in the signature", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(
                            Messages.flipped(honest.body(), honest.body().length() - 9));
                })
                .add("garbage behind", (exchange, a) -> {
                    Reply honest = exchange.honest();
                    return honest.with(Messages.joined(honest.body(), Messages.der(a.keys.root.certificate())));
                })
                .add("empty", (exchange, a) -> Reply.message(Bytes.empty()));
    }

    private static void http(Strategies table) {
        table.add("status 202", (exchange, a) -> exchange.honest().withStatus(202))
                .add("status 400", (exchange, a) -> exchange.honest().withStatus(400))
                .add("status 500", (exchange, a) -> exchange.honest().withStatus(500))
                .add("status 401 and a web page", (exchange, a) -> Reply.page(401))
                .add("a web page", (exchange, a) -> Reply.page(200))
                .add("a redirect to the attacker", (exchange, a) -> Reply.redirect("/evil?operation=PKIOperation"));
    }
}
