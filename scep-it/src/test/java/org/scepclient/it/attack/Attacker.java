package org.scepclient.it.attack;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.Nonce;
import org.scepclient.message.ReplyEncoder;
import org.scepclient.message.ScepAttribute;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.RevocationList;
import org.scepclient.value.Bytes;

/**
 * An attacker with his own root, an ordinary device certificate of the real CA with its key, and recordings of earlier
 * traffic, but without any of the CA's keys.
 */
final class Attacker {
    private final SecureRandom random = new SecureRandom();
    private final TestCa ca;
    final AttackerKeys keys;
    private final Map<String, Bytes> recorded = new LinkedHashMap<>();
    private final List<String> decrypted = new ArrayList<>();

    Attacker(TestCa ca, AttackerKeys keys) {
        this.ca = ca;
        this.keys = keys;
    }

    /** The real certificates: RA, issuing CA, root. */
    List<X509Certificate> real() {
        return ca.caCertificates();
    }

    X509Certificate ra() {
        return real().getFirst();
    }

    X509Certificate issuer() {
        return ca.issuer();
    }

    X509Certificate pinned() {
        return real().getLast();
    }

    void record(String name, Bytes body) {
        recorded.put(name, body);
    }

    Bytes recorded(String name) {
        return Optional.ofNullable(recorded.get(name)).orElseThrow(() -> new IllegalStateException(name));
    }

    /** The requests that he has decrypted. */
    List<String> decrypted() {
        return decrypted;
    }

    /** Tries to decrypt a client's message with each of his keys. */
    void eavesdrop(Bytes message) throws CMSException {
        CMSSignedData signed = new CMSSignedData(message.toArray());
        var envelope = new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent());
        for (RecipientInformation recipient : envelope.getRecipientInfos().getRecipients()) {
            for (PrivateKey key : List.of(keys.root.key(), keys.device.key())) {
                if (opens(recipient, key)) {
                    decrypted.add(recipient.getRID().toString());
                }
            }
        }
    }

    private static boolean opens(RecipientInformation recipient, PrivateKey key) {
        try {
            ASN1Sequence.getInstance(recipient.getContent(new JceKeyTransEnvelopedRecipient(key)));
            return true;
        } catch (CMSException | RuntimeException e) {
            return false;
        }
    }

    /** The unencrypted part of a request. */
    record Request(TransactionId transactionId, Nonce senderNonce, X509Certificate signer) {

        static Request of(Bytes message) throws CMSException, IOException, ScepException {
            CMSSignedData signed = new CMSSignedData(message.toArray());
            SignerInformation signer =
                    signed.getSignerInfos().getSigners().iterator().next();
            var id = signer.getSignedAttributes().get(ScepAttribute.TRANSACTION_ID.oid());
            var nonce = signer.getSignedAttributes().get(ScepAttribute.SENDER_NONCE.oid());
            X509CertificateHolder certificate =
                    signed.getCertificates().getMatches(null).iterator().next();
            return new Request(
                    new TransactionId(((ASN1String) id.getAttrValues().getObjectAt(0)).getString()),
                    new Nonce(Bytes.of(((ASN1OctetString) nonce.getAttrValues().getObjectAt(0)).getOctets())),
                    new CertificateDecoder().certificate(Bytes.of(certificate.getEncoded())));
        }
    }

    private ReplyEncoder encoder(Identity signer) {
        return new ReplyEncoder(signer.signer(), Algorithms.mandatory(), random);
    }

    /** A SUCCESS signed by {@code signer}, with a certificate by {@code issuer} for the key that signed the request. */
    Reply success(Exchange exchange, Identity signer, Identity issuer) throws Exception {
        Request request = Request.of(exchange.message());
        X509Certificate issued = keys.certificate(
                request.signer().getSubjectX500Principal(), request.signer().getPublicKey(), issuer);
        return success(request, signer, List.of(issued, issuer.certificate()));
    }

    Reply success(Request request, Identity signer, List<X509Certificate> granted) throws ScepException {
        CertRep reply = new CertRep.Success(
                request.transactionId(), request.senderNonce(), CertificatesOnly.ofCertificates(granted));
        return Reply.message(encoder(signer).encode(reply, new EnvelopeRecipient.Certificate(request.signer())));
    }

    /** A SUCCESS with a CRL, both signed by {@code signer}. */
    Reply crl(Exchange exchange, Identity signer) throws Exception {
        Request request = Request.of(exchange.message());
        CertRep reply = new CertRep.Success(
                request.transactionId(),
                request.senderNonce(),
                new CertificatesOnly(List.of(), List.of(RevocationList.encoded(crl(signer)))));
        return Reply.message(encoder(signer).encode(reply, new EnvelopeRecipient.Certificate(request.signer())));
    }

    X509CRL crl(Identity signer) {
        return RevocationList.write(signer, List.of(), Instant.now(), 1000);
    }

    Reply failure(Exchange exchange, Identity signer) throws Exception {
        Request request = Request.of(exchange.message());
        return unencrypted(
                signer,
                new CertRep.Failure(
                        request.transactionId(),
                        request.senderNonce(),
                        Optional.of(FailInfo.BAD_REQUEST),
                        Optional.of("enroll at the attacker's")));
    }

    Reply pending(Exchange exchange, Identity signer) throws Exception {
        Request request = Request.of(exchange.message());
        return unencrypted(signer, new CertRep.Pending(request.transactionId(), request.senderNonce()));
    }

    private Reply unencrypted(Identity signer, CertRep reply) throws ScepException {
        ReplyEncoder encoder = encoder(signer);
        return Reply.message(encoder.sign(encoder.attributes(reply), Bytes.empty()));
    }

    /** A GetNextCACert response that announces {@code next}. */
    Reply nextCa(Identity signer, X509Certificate next) throws ScepException {
        return Reply.nextCa(new SignedMessageWriter(
                        signer.signer(), DigestAlgorithm.SHA256, SignatureIdentifier.KEY_ONLY)
                .write(List.of(), CertificatesOnly.ofCertificates(List.of(next)).encode()));
    }
}
