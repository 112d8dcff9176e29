package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInformation;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * Opens the pkcsPKIEnvelope (RFC 8894 §3.2.2), BER or DER.
 *
 * @param policy decides which content ciphers are read
 * @param random makes the key that stands in for one that does not decrypt
 */
public record EnvelopeReader(AlgorithmPolicy policy, SecureRandom random) {
    private static final String WHAT = "EnvelopedData";
    private static final int MAX_RECIPIENTS = 8;

    public Bytes read(Bytes envelope, EnvelopeKey key) throws ProtocolException, CryptoException {
        return open(envelope, key).content();
    }

    /** As {@link #read}, and tells which cipher the sender chose. */
    public Opened open(Bytes envelope, EnvelopeKey key) throws ProtocolException, CryptoException {
        CMSEnvelopedData data = Decoding.of(WHAT, () -> new CMSEnvelopedData(envelope.toArray()));
        ContentCipher cipher = ContentCipher.of(
                        data.getContentEncryptionAlgorithm().getAlgorithm())
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.ALGORITHM_REFUSED,
                        "the message is encrypted with the unsupported algorithm " + data.getEncryptionAlgOID()));
        policy.requireAccepted(cipher);
        Collection<RecipientInformation> all =
                Decoding.of(WHAT, () -> data.getRecipientInfos().getRecipients());
        List<RecipientInformation> candidates = candidates(all, key);
        if (candidates.isEmpty()) {
            throw new CryptoException(ErrorCode.DECRYPTION, "the message is encrypted for somebody else");
        }
        return new Opened(decrypt(candidates.getFirst(), opener(key, cipher)), cipher);
    }

    /** The content of an envelope and the cipher that hid it. */
    public record Opened(Bytes content, ContentCipher cipher) {}

    private static Bytes decrypt(RecipientInformation candidate, Recipient opener) throws CryptoException {
        try {
            return Bytes.of(candidate.getContent(opener));
        } catch (CMSException | RuntimeException e) {
            // One message for every cause, so that nothing is learned about the padding.
            throw new CryptoException(
                    ErrorCode.DECRYPTION,
                    "the message does not decrypt: it is damaged or made for another key or password");
        }
    }

    /** Those that name the key's certificate; a lone one also when it does not (servers rewrite the issuer's DN). */
    private static List<RecipientInformation> candidates(Collection<RecipientInformation> all, EnvelopeKey key) {
        List<RecipientInformation> usable = new ArrayList<>();
        for (RecipientInformation recipient : all) {
            if (usable.size() < MAX_RECIPIENTS && fits(recipient, key)) {
                usable.add(recipient);
            }
        }
        List<RecipientInformation> named =
                usable.stream().filter(recipient -> names(recipient, key)).toList();
        return named.isEmpty() && usable.size() == 1 ? usable : named;
    }

    private static boolean fits(RecipientInformation recipient, EnvelopeKey key) {
        return switch (key) {
            case EnvelopeKey.PrivateKey ignored -> recipient instanceof KeyTransRecipientInformation;
            case EnvelopeKey.Password ignored -> recipient instanceof PasswordRecipientInformation;
        };
    }

    private static boolean names(RecipientInformation recipient, EnvelopeKey key) {
        return switch (key) {
            case EnvelopeKey.Password ignored -> true;
            case EnvelopeKey.PrivateKey own ->
                recipient.getRID() instanceof KeyTransRecipientId id
                        && own.certificate().getSerialNumber().equals(id.getSerialNumber())
                        && X500Name.getInstance(own.certificate()
                                        .getIssuerX500Principal()
                                        .getEncoded())
                                .equals(id.getIssuer());
        };
    }

    private Recipient opener(EnvelopeKey key, ContentCipher cipher) throws CryptoException {
        return switch (key) {
            case EnvelopeKey.PrivateKey own -> new RsaRecipient(decrypter(own.key()), cipher, random);
            case EnvelopeKey.Password with -> new PasswordOpener(with.password(), cipher);
        };
    }

    /** A key that cannot decrypt at all is told apart from a message that does not decrypt. */
    private static Cipher decrypter(ProviderKey key) throws CryptoException {
        try {
            return key.decrypter();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the private key cannot decrypt", e);
        }
    }
}
