package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CaTrust;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;

/**
 * The CA that the settings name, as far as it is known without asking the server.
 *
 * @param stored the CA that this device knows, perhaps by earlier settings
 */
record ConfiguredCa(Settings settings, Optional<KnownCa> stored) {

    /** The CA that was recognized on this server; with another configured fingerprint it is another CA. */
    Optional<KnownCa> known() {
        Optional<KnownCa> known = stored.filter(ca -> ca.server().equals(DeviceCa.serverOf(settings)));
        Optional<Fingerprint> configured = settings.caFingerprint();
        return configured.isEmpty()
                ? known
                : known.filter(ca -> ca.trust() == CaTrust.FINGERPRINT
                        && ca.all().anchors().stream().anyMatch(configured.get()::matches));
    }

    /**
     * Whether this is another CA than that of the certificate in use. A CA that has not been recognized yet is another one if
     * its fingerprint is, or without a fingerprint, if its server is.
     *
     * @param issuers those of the certificate in use
     * @param requested how the certificate in use was requested
     */
    boolean isAnother(X509Certificate inUse, CaCertificatesPem issuers, Optional<RequestRecord> requested) {
        Optional<CaCertificates> known = known().map(KnownCa::all);
        if (known.isPresent()) {
            boolean sameAnchor = issuers.isMarked()
                    && issuers.anchors().stream().anyMatch(known.get().anchors()::contains);
            return !sameAnchor && !vouches(known.get(), inUse, issuers);
        }
        Optional<Fingerprint> configured = settings.caFingerprint();
        if (configured.isPresent()) {
            List<X509Certificate> own = Stream.concat(
                            issuers.certificates().stream(),
                            stored.map(KnownCa::all).filter(ca -> vouches(ca, inUse, issuers)).stream()
                                    .flatMap(ca -> ca.certificates().stream()))
                    .toList();
            return !own.isEmpty() && own.stream().noneMatch(configured.get()::matches);
        }
        return requested
                .flatMap(RequestRecord::server)
                .or(() -> stored.map(KnownCa::server))
                .filter(server -> !server.equals(DeviceCa.serverOf(settings)))
                .isPresent();
    }

    /** The certificate may have expired: the CA is the question. */
    private boolean vouches(CaCertificates ca, X509Certificate inUse, CaCertificatesPem issuers) {
        Instant issued = inUse.getNotBefore().toInstant();
        return ca.vouchesFor(inUse, issuers.certificates(), PathRules.of(ServerAccess.policy(settings), issued));
    }
}
