package org.scepclient.crl;

import static org.scepclient.crl.CrlPki.AUTHORITY;
import static org.scepclient.crl.CrlPki.AUTHORITY_KEY;
import static org.scepclient.crl.CrlPki.CA;
import static org.scepclient.crl.CrlPki.KEY;
import static org.scepclient.crl.CrlPki.NAME;
import static org.scepclient.crl.CrlPki.NEXT_KEY;
import static org.scepclient.crl.CrlPki.OTHER_URL;
import static org.scepclient.crl.CrlPki.SERIAL;
import static org.scepclient.crl.CrlPki.URL;
import static org.scepclient.crl.CrlPki.at;
import static org.scepclient.crl.CrlPki.authorityKey;
import static org.scepclient.crl.CrlPki.device;
import static org.scepclient.crl.CrlPki.directory;
import static org.scepclient.crl.CrlPki.full;
import static org.scepclient.crl.CrlPki.ofIssuer;
import static org.scepclient.crl.CrlPki.reason;
import static org.scepclient.crl.CrlPki.relative;
import static org.scepclient.crl.CrlPki.scope;
import static org.scepclient.crl.CrlPki.subordinate;
import static org.scepclient.crl.CrlPki.uri;
import static org.scepclient.crl.TestCrl.unknown;
import static org.scepclient.fixture.TestCertificate.NOW;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.scepclient.value.Bytes;

/** CRLs and the verdicts about them. */
final class Situations {
    private static final String GOOD = "not revoked";
    private static final String REVOKED = "revoked";
    private static final String UNKNOWN = "trust.revocation-unknown";
    private static final String UNSIGNED = "trust.signature";
    private static final String UNTRUSTED = "trust.untrusted";
    private static final String MALFORMED = "protocol.malformed";
    private static final String OK = "OK";
    private static final String LISTED = "23";
    private static final String NO_CRL = "3";
    private static final String OTHER_SCOPE = "44";
    private static final String CRITICAL = "36";
    private static final String BAD_SIGNATURE = "8";
    private static final String UNREADABLE = "unreadable";
    private static final String NO_EXTENDED =
            "openssl looks at indirect CRLs and at some reasons with -extended_crl only";

    private static final String ASSUMED =
            "RFC 5280 §6.3.3 assumes a distribution point with the issuer's name, openssl does not";

    private Situations() {}

    private static TestCrl crl() {
        return TestCrl.of(NAME, KEY);
    }

    private static final List<Situation> ALL = Stream.of(
                    plain(),
                    entries(),
                    scopes(),
                    points(),
                    indirect(),
                    byAnotherAuthority(),
                    keys(),
                    encodings(),
                    algorithms())
            .flatMap(List::stream)
            .toList();

    static Stream<Situation> all() {
        return ALL.stream();
    }

    private static List<Situation> plain() {
        Duration day = Duration.ofDays(1);
        return List.of(
                Situation.of("a complete CRL without the certificate", crl().revoking(5), GOOD, OK),
                Situation.of("a complete CRL with the certificate", crl().revoking(SERIAL), REVOKED, LISTED),
                Situation.of("an empty CRL", crl(), GOOD, OK),
                Situation.of("an empty list of entries", crl().withEmptyEntries(), GOOD, OK),
                Situation.of("version 1", crl().version(null).revoking(5), GOOD, OK),
                Situation.of("an unknown version", crl().version(2), MALFORMED, OK)
                        .because("openssl accepts unknown versions"),
                Situation.of("no nextUpdate", crl().valid(NOW.minus(day), null), GOOD, OK),
                Situation.of("expired", crl().valid(NOW.minus(day), NOW.minusSeconds(1)), UNTRUSTED, "12"),
                Situation.of("from the future", crl().valid(NOW.plus(day), NOW.plus(day)), UNTRUSTED, "11"),
                Situation.of("a clock five minutes ahead", crl().valid(NOW.plusSeconds(299), null), GOOD, "11")
                        .because("a device's clock may be a few minutes slow"),
                Situation.of("a delta CRL", crl().with(delta(true)), UNKNOWN, NO_CRL),
                Situation.of(
                        "a delta CRL that lists the certificate",
                        crl().with(delta(true)).revoking(SERIAL),
                        UNKNOWN,
                        NO_CRL),
                Situation.of("a delta CRL without critical", crl().with(delta(false)), UNKNOWN, NO_CRL),
                Situation.of("an unknown critical extension", crl().with(unknown(true)), UNKNOWN, CRITICAL),
                Situation.of(
                        "the same and the certificate",
                        crl().with(unknown(true)).revoking(SERIAL),
                        UNKNOWN,
                        CRITICAL),
                Situation.of("an unknown extension", crl().with(unknown(false)), GOOD, OK),
                Situation.of("a critical number", crl().with(number(true)), GOOD, CRITICAL)
                        .because("a number needs no processing, but openssl refuses a critical one"),
                Situation.of("a reference to delta CRLs", crl().with(freshest()), GOOD, OK),
                Situation.of("an extension twice", crl().with(number(false)).with(number(false)), MALFORMED, OK)
                        .because("openssl accepts duplicate extensions, unless it uses them"));
    }

    private static List<Situation> entries() {
        return List.of(
                Situation.of("a reason", crl().revoking(SERIAL, reason(1, false)), REVOKED, LISTED),
                Situation.of("on hold", crl().revoking(SERIAL, reason(6, false)), REVOKED, LISTED),
                Situation.of("removeFromCRL in a complete CRL", crl().revoking(SERIAL, reason(8, false)), REVOKED, OK)
                        .because("RFC 5280 §5.3.1 allows it in delta CRLs only, and a listed certificate is not good"),
                Situation.of("a critical reason", crl().revoking(SERIAL, reason(1, true)), REVOKED, CRITICAL)
                        .because("openssl refuses a critical reason"),
                Situation.of(
                        "an unknown critical extension at another entry",
                        crl().revoking(5, unknown(true)),
                        UNKNOWN,
                        CRITICAL),
                Situation.of("the same at the certificate's", crl().revoking(SERIAL, unknown(true)), UNKNOWN, CRITICAL),
                Situation.of("an unknown extension at an entry", crl().revoking(5, unknown(false)), GOOD, OK),
                Situation.of("unsorted", crl().revoking(9).revoking(SERIAL).revoking(2), REVOKED, LISTED),
                Situation.of("listed twice", crl().revoking(SERIAL).revoking(SERIAL), REVOKED, LISTED),
                Situation.of("a negative number that is the same without its sign", crl().revoking(-SERIAL), GOOD, OK));
    }

    private static List<Situation> scopes() {
        return List.of(
                Situation.of("end entities", crl().with(scope(null, "user")), GOOD, OK),
                Situation.of("the same without critical", crl().with(scope(null, "user uncritical")), GOOD, OK),
                Situation.of("end entities, but a CA", crl().with(scope(null, "user")), UNKNOWN, OTHER_SCOPE)
                        .about(subordinate()),
                Situation.of("CAs, but an end entity", crl().with(scope(null, "ca")), UNKNOWN, OTHER_SCOPE),
                Situation.of("CAs", crl().with(scope(null, "ca")), GOOD, OK).about(subordinate()),
                Situation.of("attribute certificates", crl().with(scope(null, "attribute")), UNKNOWN, OTHER_SCOPE),
                Situation.of("CAs and end entities at once", crl().with(scope(null, "user ca")), UNKNOWN, NO_CRL),
                Situation.of("some reasons", crl().with(scope(null, "some")), UNKNOWN, NO_CRL),
                Situation.of(
                                "some reasons, and the certificate",
                                crl().with(scope(null, "some")).revoking(SERIAL),
                                REVOKED,
                                NO_CRL)
                        .because(NO_EXTENDED));
    }

    private static List<Situation> points() {
        var reasons = new ReasonFlags(ReasonFlags.keyCompromise);
        return List.of(
                Situation.of("the certificate's point", crl().with(scope(full(uri(URL)), "")), GOOD, OK)
                        .about(device(at(URL))),
                Situation.of("another point", crl().with(scope(full(uri(OTHER_URL)), "")), UNKNOWN, OTHER_SCOPE)
                        .about(device(at(URL))),
                Situation.of(
                                "another point, and the certificate",
                                crl().with(scope(full(uri(OTHER_URL)), "")).revoking(SERIAL),
                                UNKNOWN,
                                OTHER_SCOPE)
                        .about(device(at(URL))),
                Situation.of(
                        "a point, but the certificate names none",
                        crl().with(scope(full(uri(URL)), "")),
                        UNKNOWN,
                        OTHER_SCOPE),
                Situation.of(
                                "the issuer as point, and the certificate names none",
                                crl().with(scope(full(directory(NAME)), "")),
                                GOOD,
                                OTHER_SCOPE)
                        .because(ASSUMED),
                Situation.of("a relative name", crl().with(scope(relative("OU=part"), "")), GOOD, OK)
                        .about(device(at(full(directory(NAME + ",OU=part")), null, null))),
                Situation.of("the same on both sides", crl().with(scope(relative("OU=part"), "")), GOOD, OK)
                        .about(device(at(relative("OU=part"), null, null))),
                Situation.of("another relative name", crl().with(scope(relative("OU=other"), "")), UNKNOWN, OTHER_SCOPE)
                        .about(device(at(relative("OU=part"), null, null))),
                Situation.of(
                                "the certificate's point for some reasons",
                                crl().with(scope(full(uri(URL)), "")),
                                UNKNOWN,
                                NO_CRL)
                        .about(device(at(full(uri(URL)), reasons, null))),
                Situation.of("a complete CRL at a point for some reasons", crl(), GOOD, NO_CRL)
                        .about(device(at(full(uri(URL)), reasons, null)))
                        .because(ASSUMED));
    }

    private static List<Situation> indirect() {
        return List.of(
                Situation.of("indirect, of the issuer itself", crl().with(scope(null, "indirect")), GOOD, NO_CRL)
                        .because(NO_EXTENDED),
                Situation.of(
                                "indirect, the number of another issuer",
                                crl().with(scope(null, "indirect")).revoking(SERIAL, ofIssuer("CN=Other")),
                                GOOD,
                                NO_CRL)
                        .because(NO_EXTENDED),
                Situation.of(
                                "indirect, an entry without issuer after another issuer's",
                                crl().with(scope(null, "indirect"))
                                        .revoking(5, ofIssuer("CN=Other"))
                                        .revoking(SERIAL),
                                GOOD,
                                NO_CRL)
                        .because(NO_EXTENDED),
                Situation.of(
                                "indirect, back to the issuer",
                                crl().with(scope(null, "indirect"))
                                        .revoking(5, ofIssuer("CN=Other"))
                                        .revoking(6, ofIssuer(NAME))
                                        .revoking(SERIAL),
                                REVOKED,
                                NO_CRL)
                        .because(NO_EXTENDED),
                Situation.of(
                                "another issuer's entries in a CRL that is not indirect",
                                crl().revoking(5, ofIssuer("CN=Other")),
                                UNKNOWN,
                                OK)
                        .because("RFC 5280 §5.3.3 allows them in indirect CRLs only"));
    }

    private static List<Situation> byAnotherAuthority() {
        var named = device(at(null, null, directory(AUTHORITY)));
        TestCrl theirs = TestCrl.of(AUTHORITY, AUTHORITY_KEY);
        return List.of(
                Situation.of(
                                "by the authority that the certificate names",
                                theirs.with(scope(null, "indirect")).revoking(SERIAL, ofIssuer(NAME)),
                                REVOKED,
                                NO_CRL)
                        .about(named)
                        .trusting(CA, CrlPki.authority())
                        .because(NO_EXTENDED),
                Situation.of(
                                "the same, without the certificate",
                                TestCrl.of(AUTHORITY, AUTHORITY_KEY)
                                        .with(scope(null, "indirect"))
                                        .revoking(SERIAL),
                                GOOD,
                                NO_CRL)
                        .about(named)
                        .trusting(CA, CrlPki.authority())
                        .because(NO_EXTENDED),
                Situation.of(
                                "by that authority, but not indirect",
                                TestCrl.of(AUTHORITY, AUTHORITY_KEY),
                                UNKNOWN,
                                NO_CRL)
                        .about(named)
                        .trusting(CA, CrlPki.authority()),
                Situation.of(
                                "by an authority that the certificate does not name",
                                TestCrl.of(AUTHORITY, AUTHORITY_KEY).with(scope(null, "indirect")),
                                "protocol.not-in-reply",
                                NO_CRL)
                        .trusting(CA, CrlPki.authority()));
    }

    private static List<Situation> keys() {
        var next = CrlPki.ca(NEXT_KEY);
        var ours = device(authorityKey(KEY));
        TestCrl byNext = TestCrl.of(NAME, NEXT_KEY).with(authorityKey(NEXT_KEY));
        return List.of(
                Situation.of("another issuer", TestCrl.of("CN=Other", KEY), "protocol.not-in-reply", NO_CRL),
                Situation.of("an unknown key of the name", byNext, UNSIGNED, NO_CRL),
                Situation.of("an unknown key that is not named", TestCrl.of(NAME, NEXT_KEY), UNSIGNED, BAD_SIGNATURE),
                Situation.of("the issuing one of two keys of the name", crl().with(authorityKey(KEY)), GOOD, OK)
                        .about(ours)
                        .trusting(next, CA),
                Situation.of("the issuing one, not named", crl(), GOOD, OK)
                        .about(ours)
                        .trusting(next, CA),
                Situation.of("the other key", byNext, UNKNOWN, NO_CRL)
                        .about(ours)
                        .trusting(next, CA),
                Situation.of(
                                "the other key, and the certificate",
                                TestCrl.of(NAME, NEXT_KEY)
                                        .with(authorityKey(NEXT_KEY))
                                        .revoking(SERIAL),
                                REVOKED,
                                NO_CRL)
                        .about(ours)
                        .trusting(next, CA)
                        .because("the number is that of one certificate of this name"),
                Situation.of("the right key under a wrong name", crl().with(authorityKey(NEXT_KEY)), GOOD, NO_CRL)
                        .because("the signature verifies, so this is the key"),
                Situation.of("a CA that may not sign CRLs", crl(), UNSIGNED, "35")
                        .trusting(CrlPki.ca(KEY, KeyUsage.keyCertSign, 1000)),
                Situation.of("a CA that has expired", crl(), UNSIGNED, "10")
                        .trusting(CrlPki.ca(KEY, KeyUsage.keyCertSign | KeyUsage.cRLSign, -1)));
    }

    private static List<Situation> encodings() {
        byte[] good = crl().revoking(5).der().toArray();
        byte[] altered = good.clone();
        altered[altered.length - 5] ^= 1;
        byte[] serial = good.clone();
        serial[indexOf(serial, new byte[] {2, 1, 5}) + 2] = 6;
        byte[] indefinite = good.clone();
        indefinite[1] = (byte) 0x80;
        return List.of(
                Situation.of("an altered signature", Bytes.of(altered), UNSIGNED, BAD_SIGNATURE),
                Situation.of("an altered entry", Bytes.of(serial), UNSIGNED, BAD_SIGNATURE),
                Situation.of("truncated", Bytes.of(Arrays.copyOf(good, good.length - 1)), MALFORMED, UNREADABLE),
                Situation.of(
                        "cut off in an entry", Bytes.of(Arrays.copyOf(good, good.length / 3)), MALFORMED, UNREADABLE),
                Situation.of("with a byte after it", Bytes.of(Arrays.copyOf(good, good.length + 1)), MALFORMED, OK)
                        .because("openssl reads the first element of a file"),
                Situation.of("of indefinite length", Bytes.of(indefinite), MALFORMED, UNREADABLE),
                Situation.of("without a byte", Bytes.empty(), MALFORMED, UNREADABLE),
                Situation.of("an entry without a number", crl().entry(DERNull.INSTANCE), MALFORMED, UNREADABLE),
                Situation.of("a number that is padded", crl().entry(padded()), MALFORMED, UNREADABLE),
                Situation.of("another algorithm outside", crl().withOtherAlgorithmOutside(), MALFORMED, BAD_SIGNATURE));
    }

    private static List<Situation> algorithms() {
        return List.of(
                algorithm("SHA1withRSA", KEY, GOOD, OK),
                algorithm("SHA384withRSA", KEY, GOOD, OK),
                algorithm("SHA512withRSA", KEY, GOOD, OK),
                algorithm("SHA256withRSAandMGF1", KEY, GOOD, OK),
                algorithm("SHA512withRSAandMGF1", KEY, GOOD, OK),
                algorithm("SHA256withECDSA", CrlPki.EC_KEY, GOOD, OK),
                algorithm("SHA384withECDSA", CrlPki.EC_KEY, GOOD, OK),
                algorithm("Ed25519", CrlPki.ED_KEY, GOOD, OK),
                algorithm("MD5withRSA", KEY, UNSIGNED, OK).because("MD5 collisions take seconds"),
                algorithm("SHA256withECDSA", CrlPki.EC_KEY, UNSIGNED, BAD_SIGNATURE)
                        .about(device())
                        .trusting(CA));
    }

    private static Situation algorithm(String name, KeyPair key, String verdict, String openssl) {
        return Situation.of(name, TestCrl.of(NAME, key).signedBy(name).revoking(5), verdict, openssl)
                .about(device(key))
                .trusting(CrlPki.ca(key));
    }

    private static Extension delta(boolean critical) {
        return TestCrl.extension(Extension.deltaCRLIndicator, critical, new ASN1Integer(5));
    }

    private static Extension number(boolean critical) {
        return TestCrl.extension(Extension.cRLNumber, critical, new ASN1Integer(5));
    }

    private static Extension freshest() {
        return TestCrl.extension(Extension.freshestCRL, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(full(uri(OTHER_URL)), null, null)
        }));
    }

    private static ASN1Integer padded() {
        System.setProperty("org.bouncycastle.asn1.allow_unsafe_integer", "true");
        return new ASN1Integer(new byte[] {0, 0x12, 0x34, 0x56, 0x78});
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new IllegalStateException(new DERSequence().toString());
    }
}
