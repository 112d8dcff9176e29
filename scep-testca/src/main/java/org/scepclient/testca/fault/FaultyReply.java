package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.CertRep;
import org.scepclient.message.Nonce;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.reply.ReplyWriter;
import org.scepclient.value.Bytes;

/** Encodes and signs a reply with one fault. */
public final class FaultyReply {
    private final ReplyWriter writer;
    private final SecureRandom random;
    private final UntrustedIdentities untrusted;
    private final GrantFaults grants;
    private final EnvelopeFaults envelopes;
    private final ListedSigners listed;

    /**
     * Prepares the faults of one CA.
     *
     * @param listed the certificates that GetCACert lists with some faults
     */
    public FaultyReply(GeneratedKeyPairs keys, Clock clock, SecureRandom random, ListedSigners listed) {
        this.listed = listed;
        this.random = random;
        this.writer = new ReplyWriter(random);
        SerialNumbers serialNumbers = new SerialNumbers(random);
        this.untrusted = new UntrustedIdentities(keys, serialNumbers, clock);
        this.grants = new GrantFaults(untrusted, serialNumbers, new CrlFaults(keys, clock, random));
        this.envelopes = new EnvelopeFaults(untrusted, writer, random);
    }

    /** The reply with this fault; a correct reply if it lacks the part that the fault affects. */
    public Bytes write(Fault fault, ReplyDraft draft) throws CryptoException, ProtocolException {
        return switch (fault.layer()) {
            case DECISION -> decision(fault, DecisionFaults.apply(fault, draft));
            case GRANT, CERTIFICATE, CRL ->
                draft.reply() instanceof CertRep.Success success ? granted(fault, draft, success) : writer.write(draft);
            case ENVELOPE ->
                draft.reply() instanceof CertRep.Success success
                        ? sign(draft, writer.attributes(draft), envelopes.apply(fault, draft, success))
                        : writer.write(draft);
            case ATTRIBUTES -> sign(draft, attributes(fault, draft), writer.content(draft));
            case SIGNER ->
                sign(
                        signer(fault, draft.authority().hierarchy()),
                        draft,
                        writer.attributes(draft),
                        writer.content(draft));
            case LISTED_SIGNER ->
                sign(
                        listed.signer(fault, draft.authority().hierarchy()),
                        draft,
                        writer.attributes(draft),
                        writer.content(draft));
            case STRUCTURE -> structure(fault, draft);
            case BYTES -> new ByteFaults(random).apply(fault, writer.write(draft));
            case HTTP -> http(fault, draft);
            case CONNECTION, CAPABILITIES, CA_CERTIFICATES, NEXT_CA -> writer.write(draft);
        };
    }

    private Bytes granted(Fault fault, ReplyDraft draft, CertRep.Success success)
            throws CryptoException, ProtocolException {
        return fault == Fault.SUBJECT_EMPTY
                ? sign(draft, writer.attributes(draft), envelopes.sealed(draft, grants.withoutSubject(draft)))
                : writer.write(grants.apply(fault, draft, success));
    }

    private Bytes decision(Fault fault, ReplyDraft changed) throws CryptoException, ProtocolException {
        return switch (fault) {
            case FAIL_INFO_UNKNOWN -> sign(changed, attributes(fault, changed), writer.content(changed));
            case FAILURE_WITHOUT_CONTENT -> structure(fault, changed);
            default -> writer.write(changed);
        };
    }

    /** Some HTTP statuses imply another decision. */
    private Bytes http(Fault fault, ReplyDraft draft) throws CryptoException, ProtocolException {
        return switch (fault) {
            case STATUS_202_PENDING, STATUS_400_FAILURE, STATUS_400_BARE_FAILURE ->
                writer.write(DecisionFaults.apply(fault, draft));
            default -> writer.write(draft);
        };
    }

    /** A signer that a client must reject; its signatures are valid. */
    private Identity signer(Fault fault, Hierarchy hierarchy) {
        return switch (fault) {
            case SIGNED_BY_NAMESAKE ->
                untrusted.namesake(hierarchy.replySigner().certificate());
            case SIGNED_BY_DEVICE -> untrusted.device(hierarchy.issuer());
            case SIGNED_BY_EXPIRED_RA -> untrusted.expiredRa(hierarchy.issuer());
            case SIGNED_BY_FUTURE_RA -> untrusted.futureRa(hierarchy.issuer());
            case SIGNED_BY_UNRELATED_RA -> untrusted.unrelatedRa();
            default -> untrusted.stranger();
        };
    }

    private List<Attribute> attributes(Fault fault, ReplyDraft draft) {
        return new AttributeFaults(draft.reply(), Nonce.random(random), writer.attributes(draft)).apply(fault);
    }

    private Bytes structure(Fault fault, ReplyDraft draft) throws CryptoException, ProtocolException {
        Identity signer = draft.authority().hierarchy().replySigner();
        return new StructureFaults(untrusted, signer, draft.algorithms().digest())
                .apply(fault, writer.attributes(draft), writer.content(draft));
    }

    private static Bytes sign(ReplyDraft draft, List<Attribute> attributes, Bytes content) throws CryptoException {
        return sign(draft.authority().hierarchy().replySigner(), draft, attributes, content);
    }

    private static Bytes sign(Identity signer, ReplyDraft draft, List<Attribute> attributes, Bytes content)
            throws CryptoException {
        return new SignedMessageWriter(signer.signer(), draft.algorithms().digest(), SignatureIdentifier.KEY_ONLY)
                .write(attributes, content);
    }
}
