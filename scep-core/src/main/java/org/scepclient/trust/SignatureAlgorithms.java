package org.scepclient.trust;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/** Which algorithms a certificate may be signed with: MD5 and older never, SHA-1 by policy. */
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

    /** {@code SHA256} of {@code SHA256withRSA}; RSASSA-PSS has it in its parameters. */
    private static String digest(X509Certificate certificate) {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = name.indexOf("WITH");
        String digest = with > 0 ? name.substring(0, with) : name.equals("RSASSA-PSS") ? pss(certificate) : "";
        return digest.replace("-", "");
    }

    private static String pss(X509Certificate certificate) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            byte[] encoded = certificate.getSigAlgParams();
            // RFC 4055 §3.1: SHA-1 where nothing is given.
            if (encoded == null) {
                return "SHA1";
            }
            parameters.init(encoded);
            return parameters
                    .getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException | java.io.IOException e) {
            // The JDK's verification refuses what it cannot read.
            return "";
        }
    }
}
