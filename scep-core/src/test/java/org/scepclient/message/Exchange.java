package org.scepclient.message;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** A request of a client, and replies of a CA: correct ones, and others with one fault. */
final class Exchange {
    static final Identity CA =
            TestCertificate.of("CN=Test CA,O=Example", TestKeys.rsa("ca")).ca().selfSigned();
    static final Identity CLIENT = TestCertificate.of("CN=router.example", TestKeys.rsa("client"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .selfSigned();
    static final Identity ISSUED = TestCertificate.of("CN=router.example", TestKeys.rsa("client"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(CA);
    static final SecureRandom RANDOM = new SecureRandom();

    static final RequestMessage REQUEST = new RequestMessage(
            TransactionId.of(CLIENT.keys().getPublic(), DigestAlgorithm.SHA256),
            Nonce.random(RANDOM),
            new RequestBody.CertPoll(
                    new IssuerAndSubject(new X500Principal("CN=Test CA,O=Example"), new X500Principal("CN=router"))));

    private Exchange() {}

    static ReplyEncoder encoder(Identity signer) {
        return new ReplyEncoder(signer.signer(), Algorithms.mandatory(), RANDOM);
    }

    static CertRep.Success success() {
        return new CertRep.Success(
                REQUEST.transactionId(),
                REQUEST.senderNonce(),
                CertificatesOnly.ofCertificates(List.of(ISSUED.certificate())));
    }

    static CertRep.Pending pending() {
        return new CertRep.Pending(REQUEST.transactionId(), REQUEST.senderNonce());
    }

    static CertRep.Failure failure() {
        return new CertRep.Failure(
                REQUEST.transactionId(),
                REQUEST.senderNonce(),
                Optional.of(FailInfo.BAD_REQUEST),
                Optional.of("wrong challenge"));
    }

    /** A reply of the CA with a valid signature over attributes that {@code change} altered. */
    static Bytes signedWith(CertRep reply, UnaryOperator<List<Attribute>> change) throws ScepException {
        ReplyEncoder encoder = encoder(CA);
        return encoder.sign(
                change.apply(new ArrayList<>(encoder.attributes(reply))), encoder.content(reply, CLIENT.recipient()));
    }

    static Bytes signed(CertRep reply) throws ScepException {
        return encoder(CA).encode(reply, CLIENT.recipient());
    }

    static ReplyDecoder.Expectation expectation(Identity... trusted) throws ScepException {
        List<Identity> all = List.of(trusted);
        return expectation(CLIENT.envelopeKey(), all);
    }

    static ReplyDecoder.Expectation expectation(EnvelopeKey key, List<Identity> trusted) throws ScepException {
        CaCertificates ca = CaCertificates.trusted(
                trusted.stream().map(Identity::certificate).toList());
        return new ReplyDecoder.Expectation(REQUEST, ca, key, TestCertificate.NOW);
    }

    static CertRep decode(Bytes reply) throws ScepException {
        return decode(reply, AlgorithmPolicy.modern(), expectation(CA));
    }

    static CertRep decode(Bytes reply, AlgorithmPolicy policy, ReplyDecoder.Expectation expected) throws ScepException {
        return new ReplyDecoder(policy, RANDOM).decode(reply, expected);
    }
}
