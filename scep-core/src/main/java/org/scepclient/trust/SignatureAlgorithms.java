package org.scepclient.trust;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cms.PssParameters;

/** The permitted signature algorithms of certificates: never MD5 and older, SHA-1 depending on the policy. */
final class SignatureAlgorithms {
    private SignatureAlgorithms() {}

    static Optional<String> refusal(X509Certificate certificate, PathRules rules) {
        String digest = digest(certificate);
        if (digest.startsWith("MD")) {
            return Optional.of("the certificate " + CertificateUse.name(certificate) + " is signed with " + digest
                    + ", which can be forged");
        }
        if (digest.equals("SHA1") && !rules.sha1()) {
            return Optional.of(
                    "the certificate " + CertificateUse.name(certificate)
                            + " is signed with SHA-1, which the policy refuses; allow legacy algorithms if the CA has nothing better");
        }
        return Optional.empty();
    }

    /** The digest, for example {@code SHA256} of {@code SHA256withRSA} or from the parameters of RSASSA-PSS. */
    private static String digest(X509Certificate certificate) {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = name.indexOf("WITH");
        String digest =
                with > 0 ? name.substring(0, with) : name.equals(PssParameters.ALGORITHM) ? pss(certificate) : "";
        return digest.replace("-", "");
    }

    private static String pss(X509Certificate certificate) {
        byte[] encoded = certificate.getSigAlgParams();
        if (encoded == null) {
            // RFC 4055 §3.1: SHA-1 is the default.
            return "SHA1";
        }
        try {
            return PssParameters.decode(encoded).getDigestAlgorithm().toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            // The JDK's verification refuses malformed parameters.
            return "";
        }
    }
}
