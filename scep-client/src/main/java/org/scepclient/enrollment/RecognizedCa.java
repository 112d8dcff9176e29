package org.scepclient.enrollment;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.operation.CaResponse;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaSelection;

/**
 * A CA that {@link CaRecognizer} has recognized.
 *
 * @param ca the certificates that count
 * @param served the same before registration authorities were pinned
 * @param notices what the answer contained beyond that, a line each
 * @param newAuthorities registration authorities that the known CA did not have: SCEP does not mark them, so users should
 *     know of each
 */
public record RecognizedCa(
        CaCertificates ca, CaCertificates served, List<String> notices, List<X509Certificate> newAuthorities) {

    static RecognizedCa of(
            CaResponse response, CaCertificates served, CaSelection used, Optional<CaCertificates> known) {
        List<String> notices = new ArrayList<>(response.notices());
        notices.addAll(used.notices());
        List<X509Certificate> added = known.map(before -> used.ca().registrationAuthorities().stream()
                        .filter(authority -> !before.certificates().contains(authority))
                        .toList())
                .orElse(List.of());
        return new RecognizedCa(used.ca(), served, notices, added);
    }
}
