package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.cms.Signer;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

/** The checks by a CA before it decrypts the envelope of a request. */
class RequestChecksTest {
    private static List<Attribute> attributes() {
        return new ArrayList<>(List.of(
                ScepAttribute.TRANSACTION_ID.printable("F00D"),
                ScepAttribute.MESSAGE_TYPE.printable("19"),
                ScepAttribute.SENDER_NONCE.octets(Bytes.of(new byte[16]))));
    }

    private static Bytes signed(Signer signer, List<Attribute> attributes) throws ScepException {
        return new SignedMessageWriter(signer, DigestAlgorithm.SHA256, SignatureIdentifier.KEY_ONLY)
                .write(attributes, Bytes.of(new byte[] {1}));
    }

    private static void assertRefused(Bytes request, ErrorCode code) {
        assertThatThrownBy(() -> ReceivedRequest.decode(request, AlgorithmPolicy.modern()))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void acceptsTheUnchangedRequest() throws ScepException {
        ReceivedRequest request =
                ReceivedRequest.decode(signed(Exchange.CLIENT.signer(), attributes()), AlgorithmPolicy.modern());
        assertThat(request.type()).isEqualTo(MessageType.PKCS_REQ);
    }

    @Test
    void refusesARequestSignedWithAnotherKeyThanItsCertificates() throws ScepException {
        Signer forged =
                new Signer(ProviderKey.of(TestKeys.rsa("stranger").getPrivate()), Exchange.CLIENT.certificate());
        assertRefused(signed(forged, attributes()), ErrorCode.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource(
            value = ScepAttribute.class,
            names = {"TRANSACTION_ID", "MESSAGE_TYPE", "SENDER_NONCE"})
    void refusesARequestWithoutARequiredAttribute(ScepAttribute type) throws ScepException {
        List<Attribute> left = attributes();
        left.removeIf(one -> one.getAttrType().equals(type.oid()));
        assertRefused(signed(Exchange.CLIENT.signer(), left), ErrorCode.ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 15, 17})
    void refusesANonceOfAnotherLength(int length) throws ScepException {
        List<Attribute> changed = attributes();
        changed.set(2, ScepAttribute.SENDER_NONCE.octets(Bytes.of(new byte[length])));
        assertRefused(signed(Exchange.CLIENT.signer(), changed), ErrorCode.ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u001b[2J"})
    void refusesATransactionIdThatCannotBePrinted(String value) throws ScepException {
        List<Attribute> changed = attributes();
        changed.set(0, ScepAttribute.TRANSACTION_ID.utf8(value));
        assertRefused(signed(Exchange.CLIENT.signer(), changed), ErrorCode.ATTRIBUTE);
    }
}
