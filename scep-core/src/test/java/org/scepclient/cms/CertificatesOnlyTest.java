package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

/** The certificates-only message (RFC 8894 §3.4) and the forms of a GetCACert response (§4.2.1). */
class CertificatesOnlyTest {
    private static final Identity CA =
            TestCertificate.of("CN=CA", TestKeys.rsa("ca")).ca().selfSigned();
    private static final Identity RA =
            TestCertificate.of("CN=RA", TestKeys.rsa("ra")).issuedBy(CA);

    @Test
    void readsBackWhatItWrote() throws ScepException {
        CertificatesOnly both = CertificatesOnly.ofCertificates(List.of(CA.certificate(), RA.certificate()));
        assertThat(CertificatesOnly.decode(both.encode()).certificates())
                .containsExactlyInAnyOrder(CA.certificate(), RA.certificate());
        CertificatesOnly none = CertificatesOnly.ofCertificates(List.of());
        assertThat(CertificatesOnly.decode(none.encode())).isEqualTo(none);
    }

    @Test
    void distinguishesACertificateFromAMessageByTheContent() throws Exception {
        Bytes single = Bytes.of(CA.certificate().getEncoded());
        assertThat(CertificatesOnly.decodeBundle(single).certificates()).containsExactly(CA.certificate());
        Bytes message =
                CertificatesOnly.ofCertificates(List.of(RA.certificate())).encode();
        assertThat(CertificatesOnly.decodeBundle(message).certificates()).containsExactly(RA.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {ASN1Encoding.BER, ASN1Encoding.DER, ASN1Encoding.DL})
    void readsEachEncodingAndKeepsRepeatedCertificates(String encoding) throws Exception {
        Bytes message = Bytes.of(message(2).getEncoded(encoding));
        assertThat(CertificatesOnly.decodeBundle(message).certificates())
                .containsExactly(CA.certificate(), CA.certificate());
    }

    @Test
    void refusesMoreCertificatesThanAnyCaSends() throws Exception {
        Bytes message = Bytes.of(message(101).getEncoded());
        assertThatThrownBy(() -> CertificatesOnly.decode(message))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
    }

    private static ContentInfo message(int certificates) throws Exception {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (int i = 0; i < certificates; i++) {
            all.add(ASN1Primitive.fromByteArray(CA.certificate().getEncoded()));
        }
        SignedData data = new SignedData(
                new DERSet(), new ContentInfo(CMSObjectIdentifiers.data, null), new BERSet(all), null, new DERSet());
        return new ContentInfo(CMSObjectIdentifiers.signedData, data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3000", "0400", "<html>no</html>", "308006092A864886F70D010702", "30800000"})
    void refusesWhatIsNeither(String content) {
        byte[] body = content.matches("[0-9A-F]+")
                ? java.util.HexFormat.of().parseHex(content)
                : content.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> CertificatesOnly.decodeBundle(Bytes.of(body)))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED));
    }
}
