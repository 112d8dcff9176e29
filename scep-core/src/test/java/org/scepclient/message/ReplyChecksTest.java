package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeWriter;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** Replies with a valid signature and exactly one fault (RFC 8894 §3.2, §3.3.2). */
class ReplyChecksTest {
    private static final Identity STRANGER = TestCertificate.of("CN=Test CA,O=Example", TestKeys.rsa("stranger"))
            .ca()
            .selfSigned();

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Bytes reply, ErrorCode code) {
        return assertThatThrownBy(() -> Exchange.decode(reply))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Attribute attribute(ScepAttribute type, ASN1Encodable value) {
        return new Attribute(type.oid(), new DERSet(value));
    }

    private static UnaryOperator<List<Attribute>> without(ScepAttribute type) {
        return attributes -> {
            List<Attribute> left = new ArrayList<>(attributes);
            left.removeIf(attribute -> attribute.getAttrType().equals(type.oid()));
            return left;
        };
    }

    private static UnaryOperator<List<Attribute>> with(Attribute other) {
        return attributes -> {
            List<Attribute> changed = new ArrayList<>(attributes);
            changed.replaceAll(one -> one.getAttrType().equals(other.getAttrType()) ? other : one);
            return changed;
        };
    }

    private static UnaryOperator<List<Attribute>> plus(Attribute more) {
        return attributes -> {
            List<Attribute> all = new ArrayList<>(attributes);
            all.add(more);
            return all;
        };
    }

    private static List<CertRep> replies() {
        return List.of(Exchange.success(), Exchange.pending(), Exchange.failure());
    }

    @Test
    void acceptsTheUnchangedReply() throws ScepException {
        for (CertRep reply : replies()) {
            assertThat(Exchange.decode(Exchange.signed(reply))).isEqualTo(reply);
        }
    }

    @Test
    void rejectsReplySignedByACertificateThatOnlyTheMessageCarries() throws ScepException {
        for (CertRep reply : replies()) {
            Bytes foreign = Exchange.encoder(STRANGER).encode(reply, Exchange.CLIENT.recipient());
            assertRefused(foreign, ErrorCode.SIGNATURE)
                    .hasMessageContaining("fingerprints")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void rejectsReplySignedByADeviceThatHoldsACertificateOfTheCa() throws ScepException {
        assertRefused(
                Exchange.encoder(Exchange.ISSUED).encode(Exchange.success(), Exchange.CLIENT.recipient()),
                ErrorCode.SIGNATURE);
    }

    @Test
    void rejectsReplySignedByARegistrationAuthorityThatMayOnlyEncipher() throws ScepException {
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .usage(KeyUsage.keyEncipherment)
                .issuedBy(Exchange.CA);
        Bytes reply = Exchange.encoder(authority).encode(Exchange.pending(), Exchange.CLIENT.recipient());
        assertRefusedUnder(Exchange.expectation(Exchange.CA, authority), reply, ErrorCode.SIGNATURE);
    }

    @Test
    void rejectsReplySignedWithAnExpiredCertificate() throws ScepException {
        for (CertRep reply : replies()) {
            ReplyDecoder.Expectation late = at(Instant.parse("2028-01-01T00:00:00Z"));
            assertRefusedUnder(late, Exchange.signed(reply), ErrorCode.UNTRUSTED);
        }
    }

    @Test
    void rejectsReplySignedWithACertificateThatIsNotYetValid() throws ScepException {
        ReplyDecoder.Expectation early = at(TestCertificate.NOW.minus(Duration.ofDays(2)));
        assertRefusedUnder(early, Exchange.signed(Exchange.pending()), ErrorCode.UNTRUSTED);
    }

    private static ReplyDecoder.Expectation at(Instant time) throws ScepException {
        ReplyDecoder.Expectation expected = Exchange.expectation(Exchange.CA);
        return new ReplyDecoder.Expectation(expected.request(), expected.ca(), expected.key(), time);
    }

    @Test
    void rejectsReplyOfAnAuthorityThatChainsToNoPinnedCa() throws ScepException {
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(STRANGER);
        CaCertificates ca = new CaCertificates(
                List.of(Exchange.CA.certificate(), authority.certificate()),
                java.util.Set.of(Exchange.CA.certificate()));
        ReplyDecoder.Expectation expected =
                new ReplyDecoder.Expectation(Exchange.REQUEST, ca, Exchange.CLIENT.envelopeKey(), TestCertificate.NOW);
        Bytes reply = Exchange.encoder(authority).encode(Exchange.pending(), Exchange.CLIENT.recipient());
        assertRefusedUnder(expected, reply, ErrorCode.SIGNATURE);
    }

    private static void assertRefusedUnder(ReplyDecoder.Expectation expected, Bytes reply, ErrorCode code) {
        assertThatThrownBy(() -> Exchange.decode(reply, AlgorithmPolicy.modern(), expected))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @EnumSource(value = MessageType.class, mode = EnumSource.Mode.EXCLUDE, names = "CERT_REP")
    void rejectsReplyWhoseMessageTypeIsThatOfARequest(MessageType type) throws ScepException {
        for (CertRep reply : replies()) {
            Attribute other = ScepAttribute.MESSAGE_TYPE.printable(type.encoded());
            assertRefused(Exchange.signedWith(reply, with(other)), ErrorCode.MISMATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "03", "3 ", "4", "33", "-3", "CertRep", "\u001b[2J3"})
    void rejectsReplyWhoseMessageTypeIsUnknown(String value) throws ScepException {
        Attribute other = attribute(ScepAttribute.MESSAGE_TYPE, new DERUTF8String(value));
        assertRefused(Exchange.signedWith(Exchange.pending(), with(other)), ErrorCode.ATTRIBUTE)
                .hasMessageNotContaining("\u001b");
    }

    @ParameterizedTest
    @EnumSource(
            value = ScepAttribute.class,
            names = {"MESSAGE_TYPE", "PKI_STATUS", "RECIPIENT_NONCE", "TRANSACTION_ID"})
    void rejectsReplyWithoutARequiredAttribute(ScepAttribute type) throws ScepException {
        for (CertRep reply : replies()) {
            assertRefused(Exchange.signedWith(reply, without(type)), ErrorCode.ATTRIBUTE)
                    .hasMessageContaining(type.rfcName());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ScepAttribute.class,
            names = {"MESSAGE_TYPE", "PKI_STATUS", "RECIPIENT_NONCE", "TRANSACTION_ID", "FAIL_INFO"})
    void rejectsReplyWithAnAttributeTwice(ScepAttribute type) throws ScepException {
        List<Attribute> right = Exchange.encoder(Exchange.CA).attributes(Exchange.failure());
        Attribute again = right.stream()
                .filter(one -> one.getAttrType().equals(type.oid()))
                .findFirst()
                .orElseThrow();
        assertRefused(Exchange.signedWith(Exchange.failure(), plus(again)), ErrorCode.ATTRIBUTE);
        ASN1Encodable value = again.getAttrValues().getObjectAt(0);
        Attribute twoValues = new Attribute(type.oid(), new DERSet(new ASN1Encodable[] {value, value}));
        assertRefused(Exchange.signedWith(Exchange.failure(), with(twoValues)), ErrorCode.ATTRIBUTE);
        Attribute noValue = new Attribute(type.oid(), new DERSet());
        assertRefused(Exchange.signedWith(Exchange.failure(), with(noValue)), ErrorCode.ATTRIBUTE);
    }

    @Test
    void rejectsReplyWhoseTransactionIdDiffers() throws ScepException {
        String right = Exchange.REQUEST.transactionId().value();
        List<String> others = List.of(
                right.substring(1),
                right.substring(0, right.length() - 1),
                right + "0",
                right.toLowerCase(java.util.Locale.ROOT),
                "",
                "F".repeat(64));
        for (String other : others) {
            for (CertRep reply : replies()) {
                Attribute changed = ScepAttribute.TRANSACTION_ID.printable(other);
                assertRefused(Exchange.signedWith(reply, with(changed)), ErrorCode.MISMATCH)
                        .hasMessageContaining(right);
            }
        }
    }

    @Test
    void rejectsReplyWhoseRecipientNonceDiffers() throws ScepException {
        byte[] right = Exchange.REQUEST.senderNonce().value().toArray();
        byte[] lastBitFlipped = right.clone();
        lastBitFlipped[15] ^= 1;
        List<byte[]> others = List.of(
                lastBitFlipped,
                new byte[0],
                new byte[16],
                java.util.Arrays.copyOf(right, 15),
                java.util.Arrays.copyOf(right, 17));
        for (byte[] other : others) {
            for (CertRep reply : replies()) {
                Attribute changed = ScepAttribute.RECIPIENT_NONCE.octets(Bytes.of(other));
                assertRefused(Exchange.signedWith(reply, with(changed)), ErrorCode.MISMATCH);
            }
        }
    }

    @Test
    void doesNotTakeTheSenderNonceForTheRecipientNonce() throws ScepException {
        Attribute copied =
                ScepAttribute.SENDER_NONCE.octets(Exchange.REQUEST.senderNonce().value());
        Attribute other = ScepAttribute.RECIPIENT_NONCE.octets(Bytes.of(new byte[16]));
        assertRefused(
                Exchange.signedWith(
                        Exchange.pending(),
                        all -> with(other).apply(with(copied).apply(all))),
                ErrorCode.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "4", "00", "22", "SUCCESS", "0\u0000"})
    void rejectsReplyWhoseStatusIsUnknown(String value) throws ScepException {
        for (CertRep reply : replies()) {
            Attribute other = ScepAttribute.PKI_STATUS.printable(value);
            assertRefused(Exchange.signedWith(reply, with(other)), ErrorCode.ATTRIBUTE)
                    .hasMessageContaining("pkiStatus");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-1", "02", "badRequest"})
    void rejectsFailureWhoseFailInfoIsUnknown(String value) throws ScepException {
        Attribute other = ScepAttribute.FAIL_INFO.printable(value);
        assertRefused(Exchange.signedWith(Exchange.failure(), with(other)), ErrorCode.ATTRIBUTE)
                .hasMessageContaining("failInfo");
    }

    @Test
    void rejectsAttributesOfAnotherType() throws ScepException {
        Bytes nonce = Exchange.REQUEST.senderNonce().value();
        List<Attribute> wrong = List.of(
                attribute(ScepAttribute.MESSAGE_TYPE, new DEROctetString(new byte[] {'3'})),
                attribute(ScepAttribute.MESSAGE_TYPE, new DERBMPString("3")),
                attribute(ScepAttribute.PKI_STATUS, new DERBitString(new byte[] {'3'})),
                attribute(ScepAttribute.RECIPIENT_NONCE, new DERBitString(nonce.toArray())),
                attribute(ScepAttribute.RECIPIENT_NONCE, new DERPrintableString(nonce.toHex())));
        for (Attribute other : wrong) {
            assertRefused(Exchange.signedWith(Exchange.pending(), with(other)), ErrorCode.ATTRIBUTE);
        }
    }

    @Test
    void rejectsSuccessWithoutAnEnvelope() throws ScepException {
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        assertRefused(encoder.sign(encoder.attributes(Exchange.success()), Bytes.empty()), ErrorCode.MALFORMED);
    }

    @Test
    void rejectsSuccessEncryptedToAnotherKey() throws ScepException {
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        CertRep reply = Exchange.success();
        // A certificate of another issuer, with a different name and serial number.
        Bytes other = encoder.content(reply, STRANGER.recipient());
        assertRefused(encoder.sign(encoder.attributes(reply), other), ErrorCode.DECRYPTION);
    }

    @Test
    void rejectsSuccessWhoseContentIsNotACertificatesOnlyMessage() throws ScepException {
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        Bytes garbage = new EnvelopeWriter(ContentCipher.AES128, Exchange.RANDOM)
                .write(Bytes.of(new byte[] {0x30, 0}), Exchange.CLIENT.recipient());
        assertRefused(encoder.sign(encoder.attributes(Exchange.success()), garbage), ErrorCode.MALFORMED);
    }

    @Test
    void rejectsSuccessThatIsNotEncrypted() throws ScepException {
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        Bytes plain = Exchange.success().content().encode();
        assertRefused(encoder.sign(encoder.attributes(Exchange.success()), plain), ErrorCode.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContentCipher.class,
            names = {"DES", "DES3", "BLOWFISH"})
    void rejectsCiphersThatThePolicyRefuses(ContentCipher cipher) throws ScepException {
        Bytes reply = with(new Algorithms(cipher, DigestAlgorithm.SHA256));
        assertRefused(reply, ErrorCode.ALGORITHM_REFUSED).hasMessageContaining("which the policy refuses");
    }

    @ParameterizedTest
    @EnumSource(
            value = DigestAlgorithm.class,
            names = {"MD5", "SHA1"})
    void rejectsDigestsThatThePolicyRefuses(DigestAlgorithm digest) throws ScepException {
        Bytes reply = with(new Algorithms(ContentCipher.AES128, digest));
        assertRefused(reply, ErrorCode.ALGORITHM_REFUSED).hasMessageContaining("which the policy refuses");
    }

    private static Bytes with(Algorithms algorithms) throws ScepException {
        return new ReplyEncoder(Exchange.CA.signer(), algorithms, Exchange.RANDOM)
                .encode(Exchange.success(), Exchange.CLIENT.recipient());
    }
}
