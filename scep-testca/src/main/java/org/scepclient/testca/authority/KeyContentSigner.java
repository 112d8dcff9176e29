package org.scepclient.testca.authority;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;

/** Signs certificates and CRLs through the JCA. */
final class KeyContentSigner implements ContentSigner {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final PrivateKey key;
    private final DigestAlgorithm digest;

    KeyContentSigner(PrivateKey key) {
        this(key, DigestAlgorithm.SHA256);
    }

    KeyContentSigner(PrivateKey key, DigestAlgorithm digest) {
        this.key = key;
        this.digest = digest;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return new DefaultSignatureAlgorithmIdentifierFinder().find(digest.signatureName(key.getAlgorithm()));
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        try {
            return ProviderKey.of(key).sign(digest, content.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new RuntimeOperatorException("the CA's key does not sign", e);
        }
    }
}
