package org.scepclient.enrollment;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.operation.CaResponse;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;

/**
 * Decides whether fetched certificates are those of the intended CA (RFC 8894 §2.2): by the configured fingerprint
 * or, without one, by the trust anchors of an earlier contact. Without both it is a first contact.
 *
 * @param configured the CA certificate's fingerprint, obtained out of band
 * @param registrationAuthorities fingerprints of the only acceptable registration authorities; empty: any below the CA
 * @param known the CA that was recognized earlier
 * @param firstContact decides about an unknown CA
 * @param further certificates of the CA that the server does not send, for example that of the issuing CA
 * @param remedy what to do if a known server really has another CA now
 */
public record CaRecognizer(
        Optional<Fingerprint> configured,
        List<Fingerprint> registrationAuthorities,
        Optional<CaCertificates> known,
        FirstContact firstContact,
        List<X509Certificate> further,
        String remedy) {

    /** As the canonical constructor, for a server that sends all certificates of its CA. */
    public CaRecognizer(
            Optional<Fingerprint> configured,
            List<Fingerprint> registrationAuthorities,
            Optional<CaCertificates> known,
            FirstContact firstContact,
            String remedy) {
        this(configured, registrationAuthorities, known, firstContact, List.of(), remedy);
    }

    /** Decides about a CA of which neither a fingerprint nor an earlier contact is known. */
    @FunctionalInterface
    public interface FirstContact {
        /**
         * Returns normally if the CA may be trusted.
         *
         * @throws TrustException if it is not
         */
        void confirm(X509Certificate anchor) throws ScepException;

        /** Trusts no CA without a fingerprint. */
        static FirstContact refuse() {
            return anchor -> {
                throw new TrustException(
                        ErrorCode.FINGERPRINT,
                        "the CA '" + anchor.getSubjectX500Principal()
                                + "' is unknown and no fingerprint was given to recognize it by");
            };
        }
    }

    /** Accepts the CA with this fingerprint only. */
    public static CaRecognizer pinned(Fingerprint fingerprint) {
        return new CaRecognizer(
                Optional.of(fingerprint), List.of(), Optional.empty(), FirstContact.refuse(), "check the fingerprint");
    }

    /**
     * Selects the certificates of the answer that belong to the CA.
     *
     * @throws TrustException if the answer is not from the intended CA
     */
    public RecognizedCa recognize(CaResponse response, PathRules rules) throws ScepException {
        Optional<CaCertificates> before =
                known.filter(ca -> configured.isEmpty() || ca.anchors().stream().anyMatch(configured.get()::matches));
        CaSelection served = selection(withFurther(response.certificates()), before, rules);
        CaSelection used = served;
        if (!registrationAuthorities.isEmpty()) {
            used = served.withAuthorities(registrationAuthorities);
        } else if (before.isPresent()) {
            used = served.withEarlierAuthorities(before.get());
        }
        return RecognizedCa.of(response, served.ca(), used, before);
    }

    private List<X509Certificate> withFurther(List<X509Certificate> fetched) {
        return Stream.concat(fetched.stream(), further.stream()).distinct().toList();
    }

    private CaSelection selection(List<X509Certificate> fetched, Optional<CaCertificates> before, PathRules rules)
            throws ScepException {
        if (configured.isPresent() && (before.isEmpty() || fetched.stream().anyMatch(configured.get()::matches))) {
            return CaCertificates.pinned(fetched, configured.get(), rules);
        }
        if (before.isPresent()) {
            return before.get()
                    .recognized(fetched, rules)
                    .orElseThrow(() -> before.get().changed(fetched, remedy));
        }
        CaSelection first = CaCertificates.firstContact(fetched, rules);
        firstContact.confirm(first.ca().anchor());
        return first;
    }
}
