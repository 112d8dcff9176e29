package org.scepclient.cms;

import java.util.EnumSet;
import java.util.Set;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * Which algorithms are sent, and which are accepted in what comes back.
 *
 * @param sendCiphers content ciphers for own messages
 * @param sendDigests digests for own messages
 * @param acceptCiphers content ciphers of received messages
 * @param acceptDigests digests of received signatures
 */
public record AlgorithmPolicy(
        Set<ContentCipher> sendCiphers,
        Set<DigestAlgorithm> sendDigests,
        Set<ContentCipher> acceptCiphers,
        Set<DigestAlgorithm> acceptDigests) {
    private static final String REMEDY =
            "; allow legacy ciphers (Enable Legacy Ciphers, or -E and -S of sscep) if the server has nothing better";

    public AlgorithmPolicy {
        sendCiphers = Set.copyOf(sendCiphers);
        sendDigests = Set.copyOf(sendDigests);
        acceptCiphers = Set.copyOf(acceptCiphers);
        acceptDigests = Set.copyOf(acceptDigests);
    }

    /** AES and SHA-2 only, both ways. */
    public static AlgorithmPolicy modern() {
        return new AlgorithmPolicy(aes(), sha2(), aes(), sha2());
    }

    /** Also 3DES and SHA-1 and, in what is received, single DES. */
    public static AlgorithmPolicy legacy() {
        Set<ContentCipher> send = EnumSet.of(ContentCipher.DES3);
        send.addAll(aes());
        Set<ContentCipher> accept = EnumSet.of(ContentCipher.DES);
        accept.addAll(send);
        Set<DigestAlgorithm> digests = EnumSet.complementOf(EnumSet.of(DigestAlgorithm.MD5));
        return new AlgorithmPolicy(send, digests, accept, digests);
    }

    /**
     * What the {@code sscep} command does: 3DES and SHA-1 are sent to a server that offers nothing better,
     * every cipher is read (the certificate inside is public and the outer signature is verified).
     */
    public static AlgorithmPolicy compatible() {
        AlgorithmPolicy legacy = legacy();
        return new AlgorithmPolicy(
                legacy.sendCiphers, legacy.sendDigests, EnumSet.allOf(ContentCipher.class), legacy.acceptDigests);
    }

    /** This policy, with one more algorithm pair that the user named and that is therefore sent and accepted. */
    public AlgorithmPolicy allowing(Algorithms named) {
        return new AlgorithmPolicy(
                plus(sendCiphers, named.cipher()),
                plus(sendDigests, named.digest()),
                plus(acceptCiphers, named.cipher()),
                plus(acceptDigests, named.digest()));
    }

    void requireAccepted(DigestAlgorithm digest) throws CryptoException {
        if (!acceptDigests.contains(digest)) {
            throw refused("is signed with " + digest.jcaName());
        }
    }

    void requireAccepted(ContentCipher cipher) throws CryptoException {
        if (!acceptCiphers.contains(cipher)) {
            throw refused("is encrypted with " + cipher);
        }
    }

    private static CryptoException refused(String what) {
        return new CryptoException(
                ErrorCode.ALGORITHM_REFUSED, "the message " + what + ", which the policy refuses" + REMEDY);
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
