package org.scepclient.testca;

import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.Nonce;
import org.scepclient.message.ReplyDecoder;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestEncoder;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.pkcs10.Validity;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** A client built from scep-core, with one method per step of the protocol. */
@NullMarked
final class Device {
    static final String SUBJECT = "/CN=device-1/O=Example";

    private final TestCa ca;
    private final SecureRandom random = new SecureRandom();
    private final KeyPair keys;
    private Signer signer;
    private Algorithms algorithms = Algorithms.mandatory();
    private Instant now;
    private Optional<Secret> envelopePassword = Optional.empty();
    private Optional<CaCertificates> trusted = Optional.empty();

    Device(TestCa ca, KeyPair keys) throws ScepException {
        this(ca, keys, Instant.now());
    }

    Device(TestCa ca, KeyPair keys, Instant now) throws ScepException {
        this.ca = ca;
        this.now = now;
        this.keys = keys;
        ProviderKey key = ProviderKey.of(keys.getPrivate());
        X509Certificate own = new SelfSignedCertificate(random, DigestAlgorithm.SHA256)
                .issue(request(Optional.empty()), key, Validity.around(now));
        this.signer = new Signer(key, own);
    }

    Device at(Instant instant) {
        now = instant;
        return this;
    }

    Device signedWith(X509Certificate certificate) {
        signer = new Signer(ProviderKey.of(keys.getPrivate()), certificate);
        return this;
    }

    Device signedWith(Signer other) {
        signer = other;
        return this;
    }

    Device using(Algorithms other) {
        algorithms = other;
        return this;
    }

    Device withEnvelopePassword(String password) {
        envelopePassword = Optional.of(Secret.of(password));
        return this;
    }

    X509Certificate own() {
        return signer.certificate();
    }

    KeyPair keys() {
        return keys;
    }

    CertificationRequest request(Optional<String> challenge) throws ScepException {
        return request(SUBJECT, challenge);
    }

    CertificationRequest request(String subject, Optional<String> challenge) throws ScepException {
        RequestTemplate template = RequestTemplate.of(SubjectName.parse(subject, Optional.empty()));
        RequestTemplate complete =
                challenge.map(Secret::of).map(template::withChallengePassword).orElse(template);
        return complete.sign(ProviderKey.of(keys.getPrivate()), keys.getPublic(), DigestAlgorithm.SHA256);
    }

    /** Trusts other certificates from now on. */
    Device trusting(CaCertificates other) {
        trusted = Optional.of(other);
        return this;
    }

    CaCertificates trusted() throws ScepException {
        return trusted.isPresent() ? trusted.get() : CaCertificates.trusted(ca.caCertificates());
    }

    RequestMessage message(RequestBody body) {
        TransactionId id = TransactionId.of(keys.getPublic(), DigestAlgorithm.SHA256);
        return new RequestMessage(id, Nonce.random(random), body);
    }

    Bytes encoded(RequestMessage message) throws ScepException {
        return encodedFor(trusted().encryptionRecipient(new PathRules(now, false)), message);
    }

    Bytes encodedFor(X509Certificate to, RequestMessage message) throws ScepException {
        EnvelopeRecipient recipient = EnvelopeRecipient.of(to, envelopePassword).orElseThrow();
        return new RequestEncoder(signer, recipient, algorithms, random).encode(message, now);
    }

    CertRep decoded(Bytes reply, RequestMessage message) throws ScepException {
        return decoded(reply, message, trusted());
    }

    private CertRep decoded(Bytes reply, RequestMessage message, CaCertificates trusted) throws ScepException {
        EnvelopeKey key = signer.key().privateKey().getAlgorithm().equals("RSA")
                ? new EnvelopeKey.PrivateKey(signer.key(), signer.certificate())
                : new EnvelopeKey.Password(envelopePassword.orElseThrow());
        return new ReplyDecoder(AlgorithmPolicy.compatible(), random)
                .decode(reply, new ReplyDecoder.Expectation(message, trusted, key, now));
    }

    ErrorCode refusal(Bytes reply, RequestMessage message, CaCertificates trusted) {
        try {
            throw new AssertionError("accepted: " + decoded(reply, message, trusted));
        } catch (ScepException e) {
            return e.code();
        }
    }

    CertRep send(RequestBody body) throws ScepException, IOException {
        return send(message(body));
    }

    CertRep send(RequestMessage message) throws ScepException, IOException {
        return decoded(RawHttp.post(ca.url(), encoded(message)).body(), message);
    }

    X509Certificate enroll() throws ScepException, IOException {
        return certificate(enrollOutcome());
    }

    CertRep enrollOutcome() throws ScepException, IOException {
        return send(new RequestBody.PkcsReq(request(Optional.empty())));
    }

    static CertificatesOnly content(CertRep reply) {
        if (reply instanceof CertRep.Success success) {
            return success.content();
        }
        throw new AssertionError("expected SUCCESS, got " + reply);
    }

    static X509Certificate certificate(CertRep reply) {
        return content(reply).certificates().getFirst();
    }
}
