package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.MessageType;
import org.scepclient.message.Nonce;
import org.scepclient.message.ScepAttribute;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/** Wrong responses to GetNextCACert. */
record NextCaFaults(UntrustedIdentities untrusted, SecureRandom random) {

    Bytes apply(Fault fault, Hierarchy current, Hierarchy next) throws ProtocolException {
        Bytes right = CertificatesOnly.ofCertificates(next.published()).encode();
        Identity issuer = current.issuer();
        return switch (fault) {
            case NEXT_CA_UNSIGNED -> right;
            case NEXT_CA_ALTERED -> structure(issuer).apply(Fault.CONTENT_ALTERED, List.of(), right);
            case NEXT_CA_REPLAYED_REPLY ->
                withoutContent(failure(), issuer, List.of(subordinate(issuer).certificate()));
            case NEXT_CA_WITH_SCEP_ATTRIBUTES ->
                signed(issuer, reply(CertRep.Status.SUCCESS), right).encode();
            case NEXT_CA_BESIDE_SIGNATURE -> withoutContent(List.of(), issuer, next.published());
            case NEXT_CA_IS_A_DEVICE ->
                signed(issuer, List.of(), only(untrusted.device(issuer).certificate()))
                        .encode();
            case NEXT_CA_SIGNED_BY_ITSELF ->
                signed(next.issuer(), List.of(), right).encode();
            case NEXT_CA_WITHOUT_CERTIFICATES ->
                signed(
                                issuer,
                                List.of(),
                                CertificatesOnly.ofCertificates(List.of()).encode())
                        .encode();
            default -> signed(signer(fault, current), List.of(), right).encode();
        };
    }

    private Identity signer(Fault fault, Hierarchy current) {
        return switch (fault) {
            case NEXT_CA_SIGNED_BY_RA ->
                current.replySigner().equals(current.issuer())
                        ? untrusted.signingRa(current.issuer(), List.of())
                        : current.replySigner();
            case NEXT_CA_SIGNED_BY_DEVICE -> untrusted.signingDevice(current.issuer());
            default -> untrusted.stranger();
        };
    }

    private Identity subordinate(Identity issuer) {
        return untrusted.subordinate("CN=Guest Device CA,O=Example", UnusualExtensions.ca(), issuer);
    }

    private static Bytes only(X509Certificate certificate) throws ProtocolException {
        return CertificatesOnly.ofCertificates(List.of(certificate)).encode();
    }

    private List<Attribute> failure() {
        List<Attribute> attributes = new ArrayList<>(reply(CertRep.Status.FAILURE));
        attributes.add(ScepAttribute.FAIL_INFO.printable(FailInfo.BAD_REQUEST.encoded()));
        return attributes;
    }

    private List<Attribute> reply(CertRep.Status status) {
        return List.of(
                ScepAttribute.TRANSACTION_ID.printable("4711"),
                ScepAttribute.MESSAGE_TYPE.printable(MessageType.CERT_REP.encoded()),
                ScepAttribute.PKI_STATUS.printable(status.encoded()),
                ScepAttribute.RECIPIENT_NONCE.octets(Nonce.random(random).value()));
    }

    /** Certificates outside of the signed content are not protected: anyone may replace them. */
    private static Bytes withoutContent(List<Attribute> attributes, Identity signer, List<X509Certificate> beside) {
        RawSignedData raw = signed(signer, attributes, Bytes.empty());
        raw.content = Optional.empty();
        raw.beside = beside;
        return raw.encode();
    }

    private StructureFaults structure(Identity signer) {
        return new StructureFaults(untrusted, signer, DigestAlgorithm.SHA256);
    }

    private static RawSignedData signed(Identity signer, List<Attribute> attributes, Bytes content) {
        return new RawSignedData(signer, attributes, content, DigestAlgorithm.SHA256);
    }
}
