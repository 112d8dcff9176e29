package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.value.Bytes;

/** Messages of other clients that the CA accepts. */
class OtherClientsTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static Device device() throws ScepException {
        return new Device(ca, Keys.device(1));
    }

    private static RequestMessage message(Device device) throws ScepException {
        return device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
    }

    private static CertRep get(Device device, RequestMessage message, String base64) throws Exception {
        RawHttp.Answer answer = RawHttp.get(ca.url(), "operation=PKIOperation&message=" + base64);
        return device.decoded(answer.body(), message);
    }

    /** A message whose base64 has a plus sign. */
    @Test
    void acceptsAPlusSignThatIsNotEscaped() throws Exception {
        Device device = device();
        RequestMessage message = message(device);
        String base64 = Base64.getEncoder()
                .encodeToString(device.encoded(message).toArray())
                .replace("=", "%3D");
        assertThat(base64).contains("+");
        assertThat(get(device, message, base64)).isInstanceOf(CertRep.Success.class);
    }

    @Test
    void acceptsLineEndsInTheBase64() throws Exception {
        Device device = device();
        RequestMessage message = message(device);
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(device.encoded(message).toArray())
                .replace("+", "%2B")
                .replace("=", "%3D")
                .replace("\n", "%0A");
        assertThat(get(device, message, base64)).isInstanceOf(CertRep.Success.class);
    }

    @Test
    void acceptsSignedAttributesInAnotherOrder() throws Exception {
        Device device = device();
        RequestMessage message = message(device);
        Bytes unsorted = unsorted(device.encoded(message), device, true);
        assertThat(device.decoded(RawHttp.post(ca.url(), unsorted).body(), message))
                .isInstanceOf(CertRep.Success.class);
    }

    @Test
    void refusesSignedAttributesInAnotherOrderWithoutTheirSignature() throws Exception {
        Device device = device();
        RequestMessage message = message(device);
        Bytes damaged = unsorted(device.encoded(message), device, false);
        assertThat(device.decoded(RawHttp.post(ca.url(), damaged).body(), message))
                .isInstanceOfSatisfying(
                        CertRep.Failure.class,
                        failure -> assertThat(failure.failInfo()).contains(FailInfo.BAD_MESSAGE_CHECK));
    }

    /** Reverses the attributes, and signs them in that order or damages that signature. */
    private static Bytes unsorted(Bytes message, Device device, boolean signed) throws Exception {
        SignedData data = SignedData.getInstance(
                ContentInfo.getInstance(message.toArray()).getContent());
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        List<ASN1Encodable> attributes =
                List.of(signer.getAuthenticatedAttributes().toArray());
        ASN1EncodableVector reversed = new ASN1EncodableVector();
        attributes.reversed().forEach(reversed::add);
        ASN1Set set = new DLSet(reversed);
        Signature engine = Signature.getInstance("SHA256withRSA");
        engine.initSign(device.keys().getPrivate());
        engine.update(set.getEncoded(ASN1Encoding.DL));
        byte[] signature = engine.sign();
        signature[5] ^= (byte) (signed ? 0 : 1);
        ASN1EncodableVector changed = new ASN1EncodableVector();
        changed.add(signer.getVersion());
        changed.add(signer.getSID());
        changed.add(signer.getDigestAlgorithm());
        changed.add(new DLTaggedObject(false, 0, set));
        changed.add(signer.getDigestEncryptionAlgorithm());
        changed.add(new DEROctetString(signature));
        SignedData all = new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                null,
                new DLSet(new DLSequence(changed)));
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.signedData, all).getEncoded(ASN1Encoding.DL));
    }
}
