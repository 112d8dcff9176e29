package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * Decrypts the pkcsPKIEnvelope (RFC 8894 §3.2.2), BER or DER: an EnvelopedData, or an AuthEnvelopedData with AES-GCM.
 *
 * @param policy decides which content ciphers are accepted
 * @param random generates a substitute for a content key that cannot be decrypted
 */
public record EnvelopeReader(AlgorithmPolicy policy, SecureRandom random) {
    private static final String WHAT = "EnvelopedData";

    /** Each costs a private key operation, or a key derivation. */
    private static final int MAX_TRIALS = 8;

    public Bytes read(Bytes envelope, EnvelopeKey key) throws ProtocolException, CryptoException {
        return open(envelope, key).content();
    }

    /** As {@link #read}, with the cipher that the sender chose. */
    public Opened open(Bytes content, EnvelopeKey key) throws ProtocolException, CryptoException {
        Envelope envelope = Envelope.decode(content);
        ContentEncryption encryption = ContentEncryption.of(envelope.algorithm().getAlgorithm());
        policy.requireAccepted(encryption.cipher());
        Recipients recipients = new Recipients(envelope, policy);
        List<Candidate> candidates = Decoding.of(WHAT, () -> recipients.candidates(key));
        if (candidates.isEmpty()) {
            throw new CryptoException(
                    ErrorCode.DECRYPTION,
                    "the message is encrypted for another recipient: " + recipients.found() + ", expected "
                            + Recipients.expected(key));
        }
        return new Opened(decrypt(envelope, encryption, worthTrying(candidates)), encryption.cipher());
    }

    /** The content of an envelope and the cipher with which it was encrypted. */
    public record Opened(Bytes content, ContentCipher cipher) {}

    /** The candidates that name the key or, if none does, all of its type: some servers rewrite the issuer's DN. */
    private static List<Candidate> worthTrying(List<Candidate> candidates) {
        List<Candidate> named = candidates.stream().filter(Candidate::named).toList();
        return (named.isEmpty() ? candidates : named).stream().limit(MAX_TRIALS).toList();
    }

    private Bytes decrypt(Envelope envelope, ContentEncryption encryption, List<Candidate> candidates)
            throws CryptoException {
        ContentKeys keys = contentKeys(encryption.cipher(), candidates);
        for (byte[] key : keys.all()) {
            try {
                Bytes content = Bytes.of(encryption.decrypt(key, envelope));
                // The padding fits the substitute by chance in one of 256 messages.
                if (!keys.substituted()) {
                    return content;
                }
            } catch (GeneralSecurityException | RuntimeException e) {
                // Try the next key.
            }
        }
        // The message is the same for every cause, so that it reveals nothing about the padding.
        throw new CryptoException(
                ErrorCode.DECRYPTION, "the message does not decrypt: it is damaged, or for another key or password");
    }

    /** RFC 3218 §2.3.2: without a decrypted key a random one is used, so that the failure looks the same. */
    private ContentKeys contentKeys(ContentCipher cipher, List<Candidate> candidates) throws CryptoException {
        byte[] substitute = new byte[cipher.keyBytes()];
        random.nextBytes(substitute);
        List<byte[]> keys = new ArrayList<>();
        Optional<CryptoException> unsupported = Optional.empty();
        for (Candidate candidate : candidates) {
            try {
                byte[] key = candidate.contentKey().unwrap();
                if (cipher.takesKeyOf(key.length)) {
                    keys.add(key);
                }
            } catch (CryptoException e) {
                unsupported = Optional.of(e);
            } catch (GeneralSecurityException | IOException | CMSException | RuntimeException e) {
                // Treated like a wrong key below.
            }
        }
        if (keys.isEmpty() && unsupported.isPresent()) {
            throw unsupported.get();
        }
        return keys.isEmpty() ? new ContentKeys(List.of(substitute), true) : new ContentKeys(keys, false);
    }

    private record ContentKeys(List<byte[]> all, boolean substituted) {}
}
