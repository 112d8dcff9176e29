package org.scepclient.cms;

import java.util.EnumSet;
import java.util.Set;
import org.scepclient.error.CryptoException;

/**
 * The algorithms that are used in requests and accepted in replies.
 *
 * @param sendCiphers content ciphers of requests
 * @param sendDigests digests of requests
 * @param acceptCiphers content ciphers of replies
 * @param acceptDigests digests of the signatures of replies
 */
public record AlgorithmPolicy(
        Set<ContentCipher> sendCiphers,
        Set<DigestAlgorithm> sendDigests,
        Set<ContentCipher> acceptCiphers,
        Set<DigestAlgorithm> acceptDigests) {
    public AlgorithmPolicy {
        sendCiphers = Set.copyOf(sendCiphers);
        sendDigests = Set.copyOf(sendDigests);
        acceptCiphers = Set.copyOf(acceptCiphers);
        acceptDigests = Set.copyOf(acceptDigests);
    }

    /** AES and SHA-2 only, in both directions. */
    public static AlgorithmPolicy modern() {
        return new AlgorithmPolicy(aes(), sha2(), aes(), sha2());
    }

    /** Also 3DES and SHA-1 and, in replies, single DES. */
    public static AlgorithmPolicy legacy() {
        Set<ContentCipher> send = EnumSet.of(ContentCipher.DES3);
        send.addAll(aes());
        Set<ContentCipher> accept = EnumSet.of(ContentCipher.DES);
        accept.addAll(send);
        Set<DigestAlgorithm> digests = EnumSet.complementOf(EnumSet.of(DigestAlgorithm.MD5));
        return new AlgorithmPolicy(send, digests, accept, digests);
    }

    /**
     * Like {@link #legacy()}, but accepts every cipher in replies: the certificate inside is public, and the outer
     * signature is verified.
     */
    public static AlgorithmPolicy compatible() {
        AlgorithmPolicy legacy = legacy();
        return new AlgorithmPolicy(
                legacy.sendCiphers, legacy.sendDigests, EnumSet.allOf(ContentCipher.class), legacy.acceptDigests);
    }

    /** Adds two algorithms in both directions. */
    public AlgorithmPolicy allowing(Algorithms more) {
        return new AlgorithmPolicy(
                plus(sendCiphers, more.cipher()),
                plus(sendDigests, more.digest()),
                plus(acceptCiphers, more.cipher()),
                plus(acceptDigests, more.digest()));
    }

    void requireAccepted(DigestAlgorithm digest) throws CryptoException {
        if (!acceptDigests.contains(digest)) {
            throw CryptoException.refusedByPolicy("the message is signed with " + digest.jcaName());
        }
    }

    void requireAccepted(ContentCipher cipher) throws CryptoException {
        if (!acceptCiphers.contains(cipher)) {
            throw CryptoException.refusedByPolicy("the message is encrypted with " + cipher);
        }
    }

    private static <E extends Enum<E>> Set<E> plus(Set<E> set, E more) {
        Set<E> all = EnumSet.of(more);
        all.addAll(set);
        return all;
    }

    private static Set<ContentCipher> aes() {
        return EnumSet.of(ContentCipher.AES128, ContentCipher.AES192, ContentCipher.AES256);
    }

    private static Set<DigestAlgorithm> sha2() {
        return EnumSet.range(DigestAlgorithm.SHA224, DigestAlgorithm.SHA512);
    }
}
