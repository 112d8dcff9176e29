package org.scepclient.cms;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.SignatureAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;

/**
 * Verifies with one key and one signature algorithm in one JCA operation; Bouncy Castle's equivalent also needs a second,
 * raw algorithm.
 *
 * @param algorithm the signature algorithm, which must match the type of the key
 * @param key the expected signer's key
 */
record KeyVerifier(SignatureAlgorithm algorithm, PublicKey key) implements ContentVerifierProvider {
    /** Passed to {@link #get}, which ignores it and uses {@link #algorithm()}. */
    private static final SignatureAlgorithmIdentifierFinder ANY =
            name -> new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption);

    /** The verifier of a SignerInfo with the signature algorithm {@link #algorithm()}. */
    SignerInformationVerifier ofSignerInfo() {
        return new SignerInformationVerifier((signature, digest) -> algorithm.name(), ANY, this, new MessageDigests());
    }

    @Override
    public boolean hasAssociatedCertificate() {
        return false;
    }

    @Override
    public @Nullable X509CertificateHolder getAssociatedCertificate() {
        return null;
    }

    @Override
    public ContentVerifier get(AlgorithmIdentifier identifier) throws OperatorCreationException {
        try {
            return new Verifier(identifier, algorithm.verifier(key));
        } catch (GeneralSecurityException e) {
            throw new OperatorCreationException("the key does not verify " + algorithm.name(), e);
        }
    }

    private record Verifier(AlgorithmIdentifier algorithm, Signature engine) implements ContentVerifier {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return new SignedOctets(engine);
        }

        @Override
        public boolean verify(byte[] expected) {
            try {
                return engine.verify(expected);
            } catch (SignatureException e) {
                throw new RuntimeOperatorException("the signature is malformed", e);
            }
        }
    }

    private static final class SignedOctets extends OutputStream {
        private final Signature engine;

        SignedOctets(Signature engine) {
            this.engine = engine;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            try {
                engine.update(octets, from, length);
            } catch (SignatureException e) {
                throw new RuntimeOperatorException("the signature engine refuses octets", e);
            }
        }
    }
}
