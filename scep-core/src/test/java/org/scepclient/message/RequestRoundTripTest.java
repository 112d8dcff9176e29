package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Requests of every type, cipher, digest and type of key, which a client encodes and a CA decodes and verifies. */
class RequestRoundTripTest {
    private static final Identity EC_CLIENT =
            TestCertificate.of("CN=ec", TestKeys.ec("client")).selfSigned();
    private static final Secret CHALLENGE = Secret.of("žluťoučký secret");

    static List<RequestBody> bodies() throws Exception {
        IssuerAndSerial about = IssuerAndSerial.of(Exchange.ISSUED.certificate());
        IssuerAndSubject poll =
                new IssuerAndSubject(new X500Principal("CN=Test CA,O=Example"), new X500Principal("CN=router"));
        return List.of(
                new RequestBody.PkcsReq(request()),
                new RequestBody.RenewalReq(request()),
                new RequestBody.CertPoll(poll),
                new RequestBody.CertPoll(new IssuerAndSubject(poll.issuer(), new X500Principal(""))),
                new RequestBody.GetCert(about),
                new RequestBody.GetCrl(about));
    }

    private static CertificationRequest request() throws IOException, OperatorCreationException, ProtocolException {
        var builder = new JcaPKCS10CertificationRequestBuilder(
                new X500Name("CN=router.example"), Exchange.CLIENT.keys().getPublic());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString("secret"));
        var signer = new JcaContentSignerBuilder("SHA256withRSA")
                .build(Exchange.CLIENT.keys().getPrivate());
        return CertificationRequest.decode(Bytes.of(builder.build(signer).getEncoded()));
    }

    private static RequestMessage message(RequestBody body) {
        return new RequestMessage(new TransactionId("F00D"), Nonce.random(Exchange.RANDOM), body);
    }

    private static Bytes encode(RequestMessage message, EnvelopeRecipient recipient, Algorithms algorithms)
            throws ScepException {
        return new RequestEncoder(Exchange.CLIENT.signer(), recipient, algorithms, Exchange.RANDOM)
                .encode(message, TestCertificate.NOW);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void readsBackEachMessageType(RequestBody body) throws ScepException {
        RequestMessage sent = message(body);
        Bytes der = encode(sent, Exchange.CA.recipient(), Algorithms.mandatory());
        ReceivedRequest received = ReceivedRequest.decode(der, AlgorithmPolicy.modern());
        assertThat(received.type()).isEqualTo(body.type());
        assertThat(received.transactionId()).isEqualTo(sent.transactionId());
        assertThat(received.senderNonce()).isEqualTo(sent.senderNonce());
        assertThat(received.signer()).isEqualTo(Exchange.CLIENT.certificate());
        ReceivedRequest.Body opened =
                received.open(Exchange.CA.envelopeKey(), AlgorithmPolicy.modern(), Exchange.RANDOM);
        assertThat(opened.content()).isEqualTo(body);
        assertThat(opened.algorithms()).isEqualTo(Algorithms.mandatory());
    }

    static List<Algorithms> algorithms() {
        return java.util.Arrays.stream(ContentCipher.values())
                .flatMap(cipher ->
                        java.util.Arrays.stream(DigestAlgorithm.values()).map(d -> new Algorithms(cipher, d)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void readsEachCipherAndDigestThatThePolicyAllows(Algorithms algorithms) throws Exception {
        AlgorithmPolicy policy = AlgorithmPolicy.modern().allowing(algorithms);
        RequestMessage sent = message(bodies().getFirst());
        ReceivedRequest received = ReceivedRequest.decode(encode(sent, Exchange.CA.recipient(), algorithms), policy);
        ReceivedRequest.Body opened = received.open(Exchange.CA.envelopeKey(), policy, Exchange.RANDOM);
        assertThat(opened.content()).isEqualTo(sent.body());
        assertThat(opened.algorithms()).isEqualTo(algorithms);
        Bytes reply = new ReplyEncoder(Exchange.CA.signer(), algorithms, Exchange.RANDOM)
                .encode(Exchange.success(), Exchange.CLIENT.recipient());
        assertThat(Exchange.decode(reply, policy, Exchange.expectation(Exchange.CA)))
                .isEqualTo(Exchange.success());
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void readsEachCipherUnderAPassword(Algorithms algorithms) throws Exception {
        AlgorithmPolicy policy = AlgorithmPolicy.modern().allowing(algorithms);
        Bytes reply = new ReplyEncoder(Exchange.CA.signer(), algorithms, Exchange.RANDOM)
                .encode(Exchange.success(), new EnvelopeRecipient.Password(CHALLENGE));
        ReplyDecoder.Expectation expected =
                Exchange.expectation(new EnvelopeKey.Password(CHALLENGE), List.of(Exchange.CA));
        assertThat(Exchange.decode(reply, policy, expected)).isEqualTo(Exchange.success());
    }

    @Test
    void signsWithAnEcKeyAndReadsAReplyUnderTheChallengePassword() throws Exception {
        Bytes der = new RequestEncoder(
                        EC_CLIENT.signer(), Exchange.CA.recipient(), Algorithms.mandatory(), Exchange.RANDOM)
                .encode(message(bodies().getFirst()), TestCertificate.NOW);
        ReceivedRequest received = ReceivedRequest.decode(der, AlgorithmPolicy.modern());
        assertThat(received.signer()).isEqualTo(EC_CLIENT.certificate());
        EnvelopeRecipient recipient =
                EnvelopeRecipient.of(received.signer(), Optional.of(CHALLENGE)).orElseThrow();
        Bytes reply = Exchange.encoder(Exchange.CA).encode(Exchange.success(), recipient);
        ReplyDecoder.Expectation expected =
                Exchange.expectation(new EnvelopeKey.Password(CHALLENGE), List.of(Exchange.CA));
        assertThat(Exchange.decode(reply, AlgorithmPolicy.modern(), expected)).isEqualTo(Exchange.success());
    }

    @Test
    void encryptsToACaWithAnEcKeyUnderTheChallengePassword() throws Exception {
        Identity ca = TestCertificate.of("CN=EC CA", TestKeys.ec("ca")).ca().selfSigned();
        EnvelopeRecipient recipient =
                EnvelopeRecipient.of(ca.certificate(), Optional.of(CHALLENGE)).orElseThrow();
        RequestMessage sent = message(bodies().getFirst());
        ReceivedRequest received =
                ReceivedRequest.decode(encode(sent, recipient, Algorithms.mandatory()), AlgorithmPolicy.modern());
        assertThat(received.open(new EnvelopeKey.Password(CHALLENGE), AlgorithmPolicy.modern(), Exchange.RANDOM)
                        .content())
                .isEqualTo(sent.body());
        Bytes reply = Exchange.encoder(ca).encode(Exchange.success(), Exchange.CLIENT.recipient());
        assertThat(Exchange.decode(reply, AlgorithmPolicy.modern(), Exchange.expectation(ca)))
                .isEqualTo(Exchange.success());
    }

    @Test
    void hasNoRecipientForAnEcKeyWithoutAChallengePassword() {
        assertThat(EnvelopeRecipient.of(EC_CLIENT.certificate(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void distinguishesAKeyThatCannotDecryptFromAMessageThatDoesNot() throws ScepException {
        Bytes reply = Exchange.signed(Exchange.success());
        EnvelopeKey unfit = new EnvelopeKey.PrivateKey(
                ProviderKey.of(EC_CLIENT.keys().getPrivate()), Exchange.CLIENT.certificate());
        ReplyDecoder.Expectation expected = Exchange.expectation(unfit, List.of(Exchange.CA));
        assertThatThrownBy(() -> Exchange.decode(reply, AlgorithmPolicy.modern(), expected))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_UNUSABLE));
    }

    @Test
    void namesTheTypeOfKeyThatAReplyRequires() throws ScepException {
        Bytes reply = Exchange.signed(Exchange.success());
        ReplyDecoder.Expectation expected = Exchange.expectation(EC_CLIENT.envelopeKey(), List.of(Exchange.CA));
        assertThatThrownBy(() -> Exchange.decode(reply, AlgorithmPolicy.modern(), expected))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION))
                .hasMessageEndingWith("KeyTransRecipientInfo (an RSA key), expected KeyAgreeRecipientInfo");
    }

    @Test
    void refusesAReplyUnderAnotherPassword() throws ScepException {
        Bytes reply = Exchange.encoder(Exchange.CA)
                .encode(Exchange.success(), new EnvelopeRecipient.Password(Secret.of("another")));
        ReplyDecoder.Expectation expected =
                Exchange.expectation(new EnvelopeKey.Password(CHALLENGE), List.of(Exchange.CA));
        assertThatThrownBy(() -> Exchange.decode(reply, AlgorithmPolicy.modern(), expected))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION))
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesARequestOfTypeCertRep() throws ScepException {
        Bytes reply = Exchange.signed(Exchange.success());
        ReceivedRequest received = ReceivedRequest.decode(reply, AlgorithmPolicy.modern());
        assertThatThrownBy(
                        () -> received.open(Exchange.CLIENT.envelopeKey(), AlgorithmPolicy.modern(), Exchange.RANDOM))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @MethodSource("serials")
    void sendsSerialNumbersOfAnySize(BigInteger serial) throws ScepException {
        IssuerAndSerial about = new IssuerAndSerial(new X500Principal("CN=Ünï,O=Ex"), serial);
        assertThat(IssuerAndSerial.decode(about.encode())).isEqualTo(about);
    }

    static List<BigInteger> serials() {
        return List.of(
                BigInteger.ZERO,
                BigInteger.ONE.negate(),
                BigInteger.valueOf(128),
                BigInteger.ONE.shiftLeft(159),
                BigInteger.ONE.shiftLeft(4000).negate());
    }

    @Test
    void readsARequestOfACertificateWithANegativeOrHugeSerialNumber() throws Exception {
        for (BigInteger serial : serials().subList(1, 5)) {
            Identity signer = TestCertificate.of("CN=old", TestKeys.rsa("client"))
                    .serial(serial)
                    .selfSigned();
            Bytes der = new RequestEncoder(
                            signer.signer(), Exchange.CA.recipient(), Algorithms.mandatory(), Exchange.RANDOM)
                    .encode(message(bodies().getFirst()), TestCertificate.NOW);
            assertThat(ReceivedRequest.decode(der, AlgorithmPolicy.modern()).signer())
                    .isEqualTo(signer.certificate());
            Bytes reply = Exchange.encoder(Exchange.CA).encode(Exchange.success(), signer.recipient());
            ReplyDecoder.Expectation expected = Exchange.expectation(signer.envelopeKey(), List.of(Exchange.CA));
            assertThat(Exchange.decode(reply, AlgorithmPolicy.modern(), expected))
                    .isEqualTo(Exchange.success());
        }
    }
}
