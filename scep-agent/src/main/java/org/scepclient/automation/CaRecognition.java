package org.scepclient.automation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.caps.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.operation.ScepServer;
import org.scepclient.settings.Item;
import org.scepclient.settings.Settings;
import org.scepclient.store.CaGeneration;
import org.scepclient.store.CaTrust;
import org.scepclient.store.KnownCa;
import org.scepclient.store.LockedStore;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;

/**
 * Recognises the CA behind the server (RFC 8894 §2.2): by the configured fingerprint, else by what was trusted before,
 * else, once, by its being the first. What has been recognised is stored, so that another CA is refused from then on.
 */
final class CaRecognition {
    private static final int DAYS_BETWEEN_LOOKS = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Equipment equipment;
    private final LockedStore store;
    private final Settings settings;

    CaRecognition(Equipment equipment, LockedStore store, Settings settings) {
        this.equipment = equipment;
        this.store = store;
        this.settings = settings;
    }

    /** The server and the CA on it; another one is another CA. */
    static String serverOf(Settings settings) {
        return settings.url().map(Object::toString).orElse("")
                + settings.caIdentifier().map(name -> " " + name).orElse("");
    }

    /**
     * Fetches the CA's certificates.
     *
     * @return those that the server serves now, all of them trusted
     */
    CaCertificates recognise(ScepServer server) throws ScepException {
        Instant now = equipment.clock().instant();
        List<X509Certificate> fetched =
                server.caCertificates(settings.caIdentifier()).certificates();
        Optional<KnownCa> before =
                store.store().ca().filter(known -> known.server().equals(serverOf(settings)));
        KnownCa known = recognised(fetched, before, now).withoutExpired(now);
        store.storeCa(known);
        Set<X509Certificate> served = Set.copyOf(fetched);
        return known.generations().stream()
                .map(CaGeneration::certificates)
                .filter(ca -> Set.copyOf(ca.certificates()).equals(served))
                .findFirst()
                .orElseThrow(() -> new TrustException(
                        ErrorCode.UNTRUSTED, "all certificates of the CA have expired; check the clock"));
    }

    private KnownCa recognised(List<X509Certificate> fetched, Optional<KnownCa> before, Instant now)
            throws ScepException {
        if (settings.caFingerprint().isPresent()) {
            return configured(fetched, settings.caFingerprint().get(), before, now);
        }
        if (before.isPresent()) {
            return known(fetched, before.get(), now);
        }
        CaCertificates ca = CaCertificates.trusted(fetched);
        X509Certificate anchor = ca.anchors().iterator().next();
        equipment
                .log()
                .say("trusting the CA '" + anchor.getSubjectX500Principal()
                        + "' on first use; its SHA-256 fingerprint is " + sha256(anchor));
        return KnownCa.first(serverOf(settings), CaTrust.FIRST_USE, new CaGeneration(ca, now));
    }

    private KnownCa configured(
            List<X509Certificate> fetched, Fingerprint expected, Optional<KnownCa> before, Instant now)
            throws ScepException {
        if (expected.digest() == DigestAlgorithm.SHA1) {
            equipment
                    .log()
                    .say(Item.CA_FINGERPRINT.key() + " is a SHA-1 fingerprint, which can be forged; use SHA-256");
        }
        Optional<KnownCa> same = before.filter(known -> known.trust() == CaTrust.FINGERPRINT
                && known.generations().stream()
                        .anyMatch(one ->
                                one.certificates().certificates().stream().anyMatch(expected::matches)));
        if (same.isPresent() && fetched.stream().noneMatch(expected::matches)) {
            return known(fetched, same.get(), now);
        }
        CaGeneration generation = new CaGeneration(CaCertificates.pinned(fetched, expected, now), now);
        return same.map(known -> known.with(generation))
                .orElseGet(() -> KnownCa.first(serverOf(settings), CaTrust.FINGERPRINT, generation));
    }

    /** A CA that was recognised before: the same again, a successor it announced, or one that it vouches for. */
    private static KnownCa known(List<X509Certificate> fetched, KnownCa known, Instant now) throws ScepException {
        for (CaGeneration generation : known.generations()) {
            Set<X509Certificate> certificates =
                    Set.copyOf(generation.certificates().certificates());
            if (certificates.equals(Set.copyOf(fetched))) {
                return known;
            }
        }
        for (X509Certificate anchor : known.all().anchors()) {
            if (fetched.contains(anchor)) {
                CaCertificates again = CaCertificates.pinned(fetched, sha256(anchor), now);
                return known.with(new CaGeneration(again, now));
            }
        }
        for (X509Certificate certificate : fetched) {
            if (known.all().vouchesForCa(certificate, now)) {
                CaCertificates next = CaCertificates.pinned(fetched, sha256(certificate), now);
                return known.with(new CaGeneration(next, now));
            }
        }
        throw changed(fetched, known);
    }

    private static TrustException changed(List<X509Certificate> fetched, KnownCa known) {
        X509Certificate before = known.generations()
                .getFirst()
                .certificates()
                .anchors()
                .iterator()
                .next();
        StringBuilder seen = new StringBuilder();
        for (X509Certificate certificate : fetched) {
            seen.append(seen.isEmpty() ? "" : ", ")
                    .append(sha256(certificate))
                    .append(" ('")
                    .append(certificate.getSubjectX500Principal())
                    .append("')");
        }
        return new TrustException(
                ErrorCode.FINGERPRINT,
                "the server's CA is not the one that is trusted since "
                        + known.generations().getLast().since() + " (SHA-256 " + sha256(before) + "); it sent " + seen
                        + ". If the CA was really replaced, set " + Item.CA_FINGERPRINT.key() + " to the new one's");
    }

    /**
     * Asks for the CA's successor, so that it is known before it takes over (RFC 8894 §4.7).
     *
     * @param serving the CA that signs the answer
     */
    void learnSuccessor(CaCertificates serving, CaCapabilities capabilities) throws ScepException {
        Optional<KnownCa> known = store.store().ca();
        if (!capabilities.offersNextCa() || known.isEmpty()) {
            return;
        }
        Instant now = equipment.clock().instant();
        ScepServer server = ServerAccess.brief(settings, equipment);
        try {
            CaCertificates next = server.nextCaCertificates(settings.caIdentifier(), serving, policy(settings), now)
                    .ca();
            store.storeCa(known.get().with(new CaGeneration(next, now)));
        } catch (TransportException | ProtocolException | TrustException | CryptoException e) {
            // A CA that offers the operation has a successor only for a while, and answers with errors until then.
            equipment.log().say("no successor of the CA is known: " + e.getMessage());
        }
    }

    /**
     * The same while no certificate is due, once a week on a day that is the device's own: a CA announces its successor
     * only for a while, in which perhaps no certificate is renewed. What goes wrong can wait for the next time.
     */
    void lookForSuccessor(String serial) throws StorageException {
        long day = Duration.between(Instant.EPOCH, equipment.clock().instant()).toDays();
        if (Math.floorMod(day + serial.hashCode(), DAYS_BETWEEN_LOOKS) != 0) {
            return;
        }
        try {
            Instant deadline = equipment.clock().instant().plus(PATIENCE);
            CaCapabilities capabilities = ServerAccess.capabilities(settings, equipment, deadline);
            if (capabilities.offersNextCa()) {
                learnSuccessor(recognise(ServerAccess.brief(settings, equipment)), capabilities);
            }
        } catch (StorageException e) {
            throw e;
        } catch (ScepException e) {
            equipment.log().say("the CA was not asked for its successor: " + e.getMessage());
        }
    }

    static AlgorithmPolicy policy(Settings settings) {
        return settings.legacyCiphers() ? AlgorithmPolicy.legacy() : AlgorithmPolicy.modern();
    }

    private static Fingerprint sha256(X509Certificate certificate) {
        return Fingerprint.of(certificate, DigestAlgorithm.SHA256);
    }
}
