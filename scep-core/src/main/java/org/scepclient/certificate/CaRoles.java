package org.scepclient.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;

/** The roles of the certificates of a CA, for display. */
public record CaRoles(CaCertificates ca, Instant now) {

    private PathRules rules() {
        return new PathRules(now, true);
    }

    public List<String> of(X509Certificate certificate) {
        List<String> roles = new ArrayList<>();
        List<X509Certificate> issuers = ca.issuers();
        if (!issuers.isEmpty() && issuers.getFirst().equals(certificate)) {
            roles.add("issues");
        }
        if (ca.replyVerifiers(rules()).contains(certificate)) {
            roles.add("verifies replies");
        }
        if (isRecipient(certificate)) {
            roles.add("requests are encrypted to it");
        }
        return roles;
    }

    private boolean isRecipient(X509Certificate certificate) {
        try {
            return ca.encryptionRecipient(rules()).equals(certificate);
        } catch (TrustException e) {
            // None of them can be encrypted to, so this one cannot either.
            return false;
        }
    }
}
