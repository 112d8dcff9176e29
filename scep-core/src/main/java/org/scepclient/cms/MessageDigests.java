package org.scepclient.cms;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;

/** Provides Bouncy Castle's CMS code with the digests of {@link DigestAlgorithm} only. */
final class MessageDigests implements DigestCalculatorProvider {

    @Override
    public DigestCalculator get(AlgorithmIdentifier algorithm) throws OperatorCreationException {
        DigestAlgorithm digest = DigestAlgorithm.of(algorithm.getAlgorithm())
                .orElseThrow(() -> new OperatorCreationException("unsupported digest " + algorithm.getAlgorithm()));
        return new Calculator(algorithm, digest.newMessageDigest());
    }

    private record Calculator(AlgorithmIdentifier algorithm, MessageDigest engine) implements DigestCalculator {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return algorithm;
        }

        @Override
        public OutputStream getOutputStream() {
            return new DigestOutputStream(OutputStream.nullOutputStream(), engine);
        }

        @Override
        public byte[] getDigest() {
            return engine.digest();
        }
    }
}
