package org.scepclient.cms;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OtherRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;

/** The recipients of an envelope (RFC 5652 §6.2). */
record Recipients(Envelope envelope, AlgorithmPolicy policy) {

    /** The recipients of the type of {@code key}. Malformed ones fail unchecked. */
    List<Candidate> candidates(EnvelopeKey key) {
        return switch (key) {
            case EnvelopeKey.PrivateKey own -> isRsa(own) ? byTransport(own) : byAgreement(own);
            case EnvelopeKey.Password with -> byPassword(with);
            case EnvelopeKey.KeyOrPassword either -> {
                List<Candidate> both = new ArrayList<>(candidates(either.key()));
                both.addAll(byPassword(either.password()));
                yield both;
            }
        };
    }

    private List<Candidate> byTransport(EnvelopeKey.PrivateKey own) {
        List<Candidate> candidates = new ArrayList<>();
        for (RecipientInfo recipient : envelope.recipients()) {
            if (recipient.getInfo() instanceof KeyTransRecipientInfo info) {
                candidates.add(new KeyTransportRecipient(own).candidate(info));
            }
        }
        return candidates;
    }

    private List<Candidate> byAgreement(EnvelopeKey.PrivateKey own) {
        List<Candidate> candidates = new ArrayList<>();
        for (RecipientInfo recipient : envelope.recipients()) {
            if (recipient.getInfo() instanceof KeyAgreeRecipientInfo info) {
                candidates.addAll(new KeyAgreementRecipient(own, policy).candidates(info));
            }
        }
        return candidates;
    }

    /** Only the first: a message is for one client, and each attempt takes up to a second. */
    private List<Candidate> byPassword(EnvelopeKey.Password with) {
        for (RecipientInfo recipient : envelope.recipients()) {
            if (recipient.getInfo() instanceof PasswordRecipientInfo info) {
                return List.of(new PasswordDecryptor(with.password()).candidate(info, envelope.algorithm()));
            }
        }
        return List.of();
    }

    private static boolean isRsa(EnvelopeKey.PrivateKey own) {
        return own.certificate().getPublicKey().getAlgorithm().equals("RSA");
    }

    /** The types of the recipients, for error messages. */
    String found() {
        String kinds = envelope.recipients().stream()
                .map(recipient -> kind(recipient.getInfo()))
                .distinct()
                .collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "it has no recipient" : "its recipients are " + kinds;
    }

    private static String kind(ASN1Encodable info) {
        return switch (info) {
            case KeyTransRecipientInfo transport -> "KeyTransRecipientInfo (an RSA key)";
            case KeyAgreeRecipientInfo agreement -> "KeyAgreeRecipientInfo (an EC key)";
            case PasswordRecipientInfo password -> "PasswordRecipientInfo (a challenge password)";
            case KEKRecipientInfo shared -> "KEKRecipientInfo (a symmetric key)";
            case OtherRecipientInfo other -> AlgorithmNames.of(other.getType());
            default -> "unknown";
        };
    }

    static String expected(EnvelopeKey key) {
        return switch (key) {
            case EnvelopeKey.PrivateKey own -> isRsa(own) ? "KeyTransRecipientInfo" : "KeyAgreeRecipientInfo";
            case EnvelopeKey.Password with -> "PasswordRecipientInfo";
            case EnvelopeKey.KeyOrPassword either -> expected(either.key()) + " or PasswordRecipientInfo";
        };
    }
}
