package org.scepclient.crl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.cms.PssParameters;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;

/** The signature algorithm of a CRL: one of the accepted algorithms, which exclude MD2 and MD5. */
final class SignatureAlgorithm {
    private static final String PSS = PssParameters.ALGORITHM;

    private static final Map<String, String> ACCEPTED = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.5", "SHA1withRSA"),
            Map.entry("1.2.840.113549.1.1.14", "SHA224withRSA"),
            Map.entry("1.2.840.113549.1.1.11", "SHA256withRSA"),
            Map.entry("1.2.840.113549.1.1.12", "SHA384withRSA"),
            Map.entry("1.2.840.113549.1.1.13", "SHA512withRSA"),
            Map.entry("1.2.840.113549.1.1.10", PSS),
            Map.entry("1.2.840.10045.4.1", "SHA1withECDSA"),
            Map.entry("1.2.840.10045.4.3.1", "SHA224withECDSA"),
            Map.entry("1.2.840.10045.4.3.2", "SHA256withECDSA"),
            Map.entry("1.2.840.10045.4.3.3", "SHA384withECDSA"),
            Map.entry("1.2.840.10045.4.3.4", "SHA512withECDSA"),
            Map.entry("2.16.840.1.101.3.4.3.2", "SHA256withDSA"),
            Map.entry("1.3.101.112", "Ed25519"),
            Map.entry("1.3.101.113", "Ed448"));

    /** The length of the longest digest (RFC 4055 §3.1). */
    private static final int MAX_SALT = 64;

    private static final Set<String> PSS_DIGESTS =
            Set.of("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/224", "SHA-512/256");

    private final String name;
    private final byte[] parameters;

    private SignatureAlgorithm(String name, byte[] parameters) {
        this.name = name;
        this.parameters = parameters;
    }

    static SignatureAlgorithm decode(byte[] der) throws ProtocolException, TrustException {
        try {
            AlgorithmIdentifier identifier = AlgorithmIdentifier.getInstance(der);
            String oid = identifier.getAlgorithm().getId();
            String name = ACCEPTED.get(oid);
            if (name == null) {
                throw refused(oid);
            }
            boolean given = name.equals(PSS) && identifier.getParameters() != null;
            return new SignatureAlgorithm(
                    name,
                    given ? identifier.getParameters().toASN1Primitive().getEncoded(ASN1Encoding.DER) : new byte[0]);
        } catch (IOException | RuntimeException e) {
            // The decoder reports malformed input by unchecked exceptions too.
            throw ProtocolException.malformed("signature algorithm of the CRL", e);
        }
    }

    private static TrustException refused(String what) {
        return new TrustException(
                ErrorCode.SIGNATURE,
                "the CRL is signed with an unacceptable algorithm (" + what + "); have the CA sign with SHA-256");
    }

    /** Whether the JDK buffers the signed data until the signature is verified. */
    boolean buffersContent() {
        return name.startsWith("Ed");
    }

    /** An engine ready to verify with the key. */
    Signature verification(PublicKey key) throws GeneralSecurityException, TrustException {
        Signature signature = Signature.getInstance(name);
        signature.initVerify(key);
        if (name.equals(PSS)) {
            signature.setParameter(pss());
        }
        return signature;
    }

    private PSSParameterSpec pss() throws TrustException {
        if (parameters.length == 0) {
            throw refused(PSS + " without parameters");
        }
        PSSParameterSpec spec;
        try {
            spec = PssParameters.decode(parameters);
        } catch (GeneralSecurityException e) {
            throw refused(PSS + " with unusable parameters");
        }
        if (!PSS_DIGESTS.contains(spec.getDigestAlgorithm())) {
            throw refused(PSS + " with " + spec.getDigestAlgorithm());
        }
        if (spec.getSaltLength() < 0 || spec.getSaltLength() > MAX_SALT) {
            throw refused(PSS + " with a salt of " + spec.getSaltLength() + " octets");
        }
        return spec;
    }
}
