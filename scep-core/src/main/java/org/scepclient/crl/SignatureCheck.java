package org.scepclient.crl;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.cms.SubjectKeyIdentifier;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.TrustException;
import org.scepclient.value.Bytes;

/**
 * Verifies a signature with the keys of several certificates at once; the signer is known after all data was read.
 */
final class SignatureCheck implements DerInput.Tap {
    /** Limit for Ed25519 and Ed448, with which all data is buffered in memory. */
    private static final long BUFFER_LIMIT = 2 << 20;

    /** The bytes received before the algorithm was known. */
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(1024);

    private final List<Candidate> candidates = new ArrayList<>();
    private boolean started;
    private long allowed = Long.MAX_VALUE;

    private record Candidate(X509Certificate certificate, Signature signature) {}

    /** Starts with the certificates whose keys match the algorithm. */
    void start(SignatureAlgorithm algorithm, List<X509Certificate> signers) throws ProtocolException, TrustException {
        allowed = algorithm.buffersContent() ? BUFFER_LIMIT : Long.MAX_VALUE;
        for (X509Certificate signer : signers) {
            if (candidates.stream().noneMatch(other -> sameKey(other.certificate(), signer))) {
                try {
                    candidates.add(new Candidate(signer, algorithm.verification(signer.getPublicKey())));
                } catch (GeneralSecurityException e) {
                    // A key of another type: this is not the signer.
                }
            }
        }
        started = true;
        accept(head.toByteArray(), 0, head.size());
    }

    private static boolean sameKey(X509Certificate one, X509Certificate other) {
        return one.getPublicKey().equals(other.getPublicKey());
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws ProtocolException {
        if (!started) {
            head.write(bytes, offset, length);
            return;
        }
        allowed -= length;
        if (allowed < 0) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE,
                    "the CRL is signed with Ed25519 or Ed448 and longer than the " + BUFFER_LIMIT
                            + " bytes up to which these can be verified");
        }
        try {
            for (Candidate candidate : candidates) {
                candidate.signature().update(bytes, offset, length);
            }
        } catch (SignatureException e) {
            throw ProtocolException.malformed("CRL", e);
        }
    }

    /**
     * The certificate with whose key the signature verifies.
     *
     * @param authorityKey the identifier of the key that is tried first
     */
    Optional<X509Certificate> signer(byte[] signature, Optional<String> authorityKey) {
        List<Candidate> named = candidates.stream()
                .filter(candidate -> authorityKey.isPresent() && authorityKey.equals(keyOf(candidate.certificate())))
                .toList();
        List<Candidate> others =
                candidates.stream().filter(one -> !named.contains(one)).toList();
        Optional<X509Certificate> first = verified(named, signature);
        return first.isPresent() ? first : verified(others, signature);
    }

    private static Optional<X509Certificate> verified(List<Candidate> candidates, byte[] signature) {
        for (Candidate candidate : candidates) {
            try {
                if (candidate.signature().verify(signature)) {
                    return Optional.of(candidate.certificate());
                }
            } catch (SignatureException | RuntimeException e) {
                // The signature does not have the form required by this key.
            }
        }
        return Optional.empty();
    }

    /** The subjectKeyIdentifier in hexadecimal digits. */
    static Optional<String> keyOf(X509Certificate certificate) {
        return SubjectKeyIdentifier.of(certificate).map(Bytes::toHex);
    }
}
