package org.scepclient.it.attack;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/** Manipulated GetCACert responses: certificates added, dropped, reordered or replaced, since nothing protects them. */
final class CaStrategies {
    private static final int HUGE = 5_000_000;

    private CaStrategies() {}

    /** Builds the list of certificates in a response. */
    private interface Listing {
        List<X509Certificate> of(Attacker attacker) throws Exception;
    }

    static List<Strategy> list() {
        Strategies table = Strategies.of(Strategies.CA);
        foreignRoots(table);
        namesakes(table);
        authorities(table);
        omissions(table);
        formats(table);
        return table.list();
    }

    private static Strategy.Tampering bundle(Listing listing) {
        return (exchange, attacker) -> Reply.ca(Messages.bundle(listing.of(attacker)));
    }

    private static List<X509Certificate> around(
            List<X509Certificate> first, Attacker attacker, List<X509Certificate> last) {
        List<X509Certificate> all = new ArrayList<>(first);
        all.addAll(attacker.real());
        all.addAll(last);
        return all;
    }

    private static List<X509Certificate> before(Attacker attacker, X509Certificate... more) {
        return around(List.of(more), attacker, List.of());
    }

    private static List<X509Certificate> after(Attacker attacker, X509Certificate... more) {
        return around(List.of(), attacker, List.of(more));
    }

    private static X509Certificate root(Attacker attacker) {
        return attacker.keys.root.certificate();
    }

    private static void foreignRoots(Strategies table) {
        table.add("foreign root appended", bundle(a -> after(a, root(a))))
                .add("foreign root first", bundle(a -> before(a, root(a))))
                .add("foreign root in place of all", bundle(a -> List.of(root(a))))
                .add("cross-certificate of the root", bundle(a -> after(a, a.keys.cross(a.pinned()))))
                .add(
                        "cross-certificate of the root and foreign root appended",
                        bundle(a -> after(a, a.keys.cross(a.pinned()), root(a))))
                .add(
                        "foreign root and cross-certificate of the root first",
                        bundle(a -> before(a, root(a), a.keys.cross(a.pinned()))))
                .add(
                        "cross-certificate of the issuing CA and foreign root",
                        bundle(a -> before(a, root(a), a.keys.cross(a.issuer()))))
                .add(
                        "cross-certificates of everything and foreign root",
                        bundle(a -> before(
                                a,
                                root(a),
                                a.keys.cross(a.pinned()),
                                a.keys.cross(a.issuer()),
                                a.keys.crossedRa(a.ra()))))
                .add(
                        "cross-certificate in place of the issuing CA",
                        bundle(a -> List.of(a.ra(), a.keys.cross(a.issuer()), root(a), a.pinned())))
                .add(
                        "expired foreign root and cross-certificate",
                        bundle(a -> before(
                                a,
                                a.keys.expired(root(a).getSubjectX500Principal())
                                        .certificate(),
                                a.keys.cross(a.pinned()))))
                .add("mesh", bundle(a -> around(a.keys.mesh(a.pinned()), a, List.of(root(a)))));
    }

    private static void namesakes(Strategies table) {
        table.add("namesake of the root first", bundle(a -> before(a, namesake(a, a.pinned()))))
                .add("namesake in place of the root", bundle(a -> List.of(a.ra(), a.issuer(), namesake(a, a.pinned()))))
                .add("namesake of the issuing CA first", bundle(a -> before(a, namesake(a, a.issuer()))))
                .add("namesake of the issuing CA last", bundle(a -> after(a, namesake(a, a.issuer()))))
                .add(
                        "namesake in place of the issuing CA",
                        bundle(a -> List.of(a.ra(), namesake(a, a.issuer()), a.pinned())))
                .add(
                        "expired namesake of the issuing CA",
                        bundle(a -> before(
                                a,
                                a.keys.expired(a.issuer().getSubjectX500Principal())
                                        .certificate())));
    }

    private static X509Certificate namesake(Attacker attacker, X509Certificate of) {
        return attacker.keys.namesake(of).certificate();
    }

    private static void authorities(Strategies table) {
        table.add("self-signed RA", bundle(a -> before(a, a.keys.selfSignedRa().certificate())))
                .add("RA of the foreign root", bundle(a -> before(a, a.keys.ra().certificate(), root(a))))
                .add(
                        "RA of the foreign root in place of the RA",
                        bundle(a -> List.of(a.keys.ra().certificate(), root(a), a.issuer(), a.pinned())))
                .add(
                        "namesake of the RA with its serial number first",
                        bundle(a -> before(a, a.keys.namesakeOfRa(a.ra()).certificate())))
                .add(
                        "namesake in place of the RA",
                        bundle(a -> List.of(a.keys.namesakeOfRa(a.ra()).certificate(), a.issuer(), a.pinned())))
                .add("device first", bundle(a -> before(a, a.keys.device.certificate())))
                .add("device last", bundle(a -> after(a, a.keys.device.certificate())))
                .add(
                        "device in place of the RA",
                        bundle(a -> List.of(a.keys.device.certificate(), a.issuer(), a.pinned())))
                .add("CA of the device", bundle(CaStrategies::caOfDevice));
    }

    private static List<X509Certificate> caOfDevice(Attacker attacker) {
        Identity below = attacker.keys.caOfDevice();
        return before(attacker, below.certificate(), attacker.keys.device.certificate());
    }

    private static void omissions(Strategies table) {
        table.add("reversed", bundle(a -> a.real().reversed()))
                .add("everything twice", bundle(a -> around(a.real(), a, List.of())))
                .add("without the RA", bundle(a -> List.of(a.issuer(), a.pinned())))
                .add("without the issuing CA", bundle(a -> List.of(a.ra(), a.pinned())))
                .add("without the root", bundle(a -> List.of(a.ra(), a.issuer())))
                .add("none", bundle(a -> List.of()));
    }

    private static void formats(Strategies table) {
        table.add("the root alone in DER", (exchange, a) -> Reply.ca(Messages.der(a.pinned())))
                .add("the foreign root alone in DER", (exchange, a) -> Reply.ca(Messages.der(root(a))))
                .add("PEM of both roots", (exchange, a) -> Reply.ca(Reply.utf8(pem(a.pinned()) + pem(root(a)))))
                .add("garbage", (exchange, a) -> Reply.ca(Messages.repeated((byte) 0, 1000)))
                .add(
                        "garbage behind",
                        (exchange, a) ->
                                Reply.ca(Messages.joined(exchange.honest().body(), Messages.der(root(a)))))
                .add("huge", (exchange, a) -> Reply.ca(Messages.repeated((byte) 0x30, HUGE)))
                .add("empty", (exchange, a) -> Reply.ca(Bytes.empty()))
                .add("a web page", (exchange, a) -> Reply.page(200))
                .add("a redirect to the attacker", (exchange, a) -> Reply.redirect("/evil?operation=GetCACert"));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
