package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.KeyAgreeRecipientInformation;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ScepException;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Replies in forms that RFC 8894 does not require, read by Bouncy Castle. */
class UnusualReplyTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        Keys.prepareStranger();
        ca = TestCa.start(
                TestCaConfig.builder().keys(Keys.CA).challenge(Secret.of("x")).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static Bytes reply(Fault fault, Device device) throws ScepException, IOException {
        ca.fault(fault);
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.of("x"))));
        Bytes reply = RawHttp.post(ca.url(), device.encoded(message)).body();
        ca.noFault();
        return reply;
    }

    private static Device device() throws ScepException {
        return new Device(ca, Keys.device(1));
    }

    private static CMSEnvelopedData envelope(Fault fault, Device device) throws Exception {
        CMSSignedData signed = new CMSSignedData(reply(fault, device).toArray());
        return new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent());
    }

    private static RecipientInformation recipient(CMSEnvelopedData envelope) {
        return envelope.getRecipientInfos().getRecipients().iterator().next();
    }

    private static byte[] opened(CMSEnvelopedData envelope, PrivateKey key) throws CMSException {
        return recipient(envelope)
                .getContent(new JceKeyTransEnvelopedRecipient(key).setProvider(new BouncyCastleProvider()));
    }

    /** The issued certificate in the reply; other tests check the signature of the CA's replies. */
    private static Certificate granted(byte[] content) {
        SignedData data =
                SignedData.getInstance(ContentInfo.getInstance(content).getContent());
        return Certificate.getInstance(data.getCertificates().getObjectAt(0));
    }

    private static void requireKey(Certificate granted, Device device) throws IOException {
        assertThat(granted.getSubjectPublicKeyInfo().getEncoded())
                .isEqualTo(device.keys().getPublic().getEncoded());
    }

    @Test
    void encryptsWithGcm() throws Exception {
        CMSEnvelopedData envelope = envelope(Fault.CIPHER_AES_GCM, device());
        assertThat(envelope.getContentEncryptionAlgorithm().getAlgorithm())
                .isEqualTo(NISTObjectIdentifiers.id_aes128_GCM);
        requireKey(granted(opened(envelope, Keys.device(1).getPrivate())), device());
    }

    @Test
    void encryptsWithAuthenticatedContent() throws Exception {
        CMSSignedData signed =
                new CMSSignedData(reply(Fault.AUTH_ENVELOPED_DATA, device()).toArray());
        var envelope =
                new CMSAuthEnvelopedData((byte[]) signed.getSignedContent().getContent());
        byte[] content = envelope.getRecipientInfos()
                .getRecipients()
                .iterator()
                .next()
                .getContent(new JceKeyTransAuthEnvelopedRecipient(Keys.device(1).getPrivate())
                        .setProvider(new BouncyCastleProvider()));
        requireKey(granted(content), device());
    }

    @Test
    void transportsTheKeyWithOaep() throws Exception {
        CMSEnvelopedData envelope = envelope(Fault.KEY_TRANSPORT_OAEP, device());
        assertThat(recipient(envelope).getKeyEncryptionAlgorithm().getAlgorithm())
                .isEqualTo(PKCSObjectIdentifiers.id_RSAES_OAEP);
        requireKey(granted(opened(envelope, Keys.device(1).getPrivate())), device());
    }

    @Test
    void namesTheRecipientByItsKey() throws Exception {
        CMSEnvelopedData envelope = envelope(Fault.RECIPIENT_BY_KEY_IDENTIFIER, device());
        KeyTransRecipientId id = (KeyTransRecipientId) recipient(envelope).getRID();
        assertThat(id.getSubjectKeyIdentifier()).hasSize(20);
        requireKey(granted(opened(envelope, Keys.device(1).getPrivate())), device());
    }

    @Test
    void agreesOnTheKeyWithAnEcDevice() throws Exception {
        Device device = new Device(ca, Keys.ecDevice());
        RecipientInformation recipient = recipient(envelope(Fault.KEY_AGREEMENT, device));
        assertThat(recipient).isInstanceOf(KeyAgreeRecipientInformation.class);
        byte[] content = recipient.getContent(
                new JceKeyAgreeEnvelopedRecipient(device.keys().getPrivate()).setProvider(new BouncyCastleProvider()));
        requireKey(granted(content), device);
    }

    @Test
    void issuesToNobody() throws Exception {
        Certificate granted = granted(
                opened(envelope(Fault.SUBJECT_EMPTY, device()), Keys.device(1).getPrivate()));
        assertThat(granted.getSubject().getRDNs()).isEmpty();
        requireKey(granted, device());
        assertThat(granted.getTBSCertificate().getExtensions().getCriticalExtensionOIDs())
                .extracting(Object::toString)
                .doesNotContain("2.5.29.17");
    }

    @Test
    void signsWithPss() throws Exception {
        SignerInformation signer = signer(Fault.SIGNATURE_PSS);
        assertThat(signer.getEncryptionAlgOID()).isEqualTo(PKCSObjectIdentifiers.id_RSASSA_PSS.getId());
        Signature engine = Signature.getInstance("RSASSA-PSS");
        engine.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        engine.initVerify(ca.issuer());
        engine.update(signer.getEncodedSignedAttributes());
        assertThat(engine.verify(signer.getSignature())).isTrue();
    }

    private static SignerInformation signer(Fault fault) throws Exception {
        return new CMSSignedData(reply(fault, device()).toArray())
                .getSignerInfos()
                .getSigners()
                .iterator()
                .next();
    }

    @Test
    void signsAttributesInTheOrderInWhichTheyStand() throws Exception {
        SignerInfo signer = signer(Fault.ATTRIBUTES_UNSORTED).toASN1Structure();
        ASN1Set attributes = signer.getAuthenticatedAttributes();
        List<ASN1Encodable> written = List.of(attributes.toArray());
        List<ASN1Encodable> sorted = List.of(
                ASN1Set.getInstance(attributes.getEncoded(ASN1Encoding.DER)).toArray());
        assertThat(written).isEqualTo(sorted.reversed()).isNotEqualTo(sorted);
        Signature engine = Signature.getInstance("SHA256withRSA");
        engine.initVerify(ca.issuer());
        engine.update(attributes.getEncoded(ASN1Encoding.DL));
        assertThat(engine.verify(signer.getEncryptedDigest().getOctets())).isTrue();
    }
}
