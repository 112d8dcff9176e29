package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.pki.Identity;
import org.scepclient.pki.TestCertificate;
import org.scepclient.pki.TestKeys;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** GetNextCACert (RFC 8894 §4.7.1): nothing is trusted before the current CA's signature was verified. */
class NextCaMessageTest {
    private static final Identity NEXT =
            TestCertificate.of("CN=Next CA", TestKeys.rsa("next")).ca().selfSigned();
    private static final Identity NEXT_BY_CURRENT =
            TestCertificate.of("CN=Next CA", TestKeys.rsa("next")).ca().issuedBy(Exchange.CA);

    private static SignedMessageWriter writer(Identity signer) {
        return new SignedMessageWriter(signer.signer(), DigestAlgorithm.SHA256, SignatureIdentifier.KEY_ONLY);
    }

    private static NextCa decode(Bytes body) throws ScepException {
        CaCertificates current = CaCertificates.trusted(List.of(Exchange.CA.certificate()));
        return NextCaMessage.decode(body, current, AlgorithmPolicy.modern(), TestCertificate.NOW);
    }

    /** As jscep's servlet sends it: signed content absent, the certificates beside the signature. */
    private static Bytes beside(X509Certificate... certificates) throws Exception {
        CMSSignedData signed = new CMSSignedData(
                writer(Exchange.CA).write(List.of(), Bytes.empty()).toArray());
        List<X509Certificate> all = new ArrayList<>(List.of(certificates));
        all.add(Exchange.CA.certificate());
        return Bytes.of(CMSSignedData.replaceCertificatesAndCRLs(signed, new JcaCertStore(all), null, null)
                .getEncoded());
    }

    private static void assertRefused(Bytes body, ErrorCode code) {
        assertThatThrownBy(() -> decode(body))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void readsTheCertificatesThatTheCurrentCaSigned() throws ScepException {
        Bytes body = NextCaMessage.encode(List.of(NEXT.certificate()), writer(Exchange.CA));
        assertThat(decode(body).ca().certificates()).containsExactly(NEXT.certificate());
    }

    @Test
    void refusesCertificatesThatSomebodyElseSigned() throws ScepException {
        assertRefused(NextCaMessage.encode(List.of(NEXT.certificate()), writer(NEXT)), ErrorCode.SIGNATURE);
        assertRefused(NextCaMessage.encode(List.of(NEXT.certificate()), writer(Exchange.ISSUED)), ErrorCode.SIGNATURE);
    }

    @Test
    void refusesAnAnswerThatIsNotSigned() throws ScepException {
        assertRefused(
                org.scepclient.cms.CertificatesOnly.ofCertificates(List.of(NEXT.certificate()))
                        .encode(),
                ErrorCode.MALFORMED);
    }

    @Test
    void refusesAnAnswerWithoutCertificates() throws Exception {
        assertRefused(beside(), ErrorCode.NOT_IN_REPLY);
        assertRefused(NextCaMessage.encode(List.of(), writer(Exchange.CA)), ErrorCode.NOT_IN_REPLY);
    }

    @Test
    void takesCertificatesBesideTheSignatureOnlyFromTheCurrentCa() throws Exception {
        assertThat(decode(beside(NEXT_BY_CURRENT.certificate())).ca().certificates())
                .containsExactly(NEXT_BY_CURRENT.certificate());
        assertRefused(beside(NEXT.certificate()), ErrorCode.UNTRUSTED);
        assertRefused(beside(NEXT_BY_CURRENT.certificate(), NEXT.certificate()), ErrorCode.UNTRUSTED);
    }

    @Test
    void neverTakesADeviceCertificateBesideTheSignature() throws Exception {
        assertRefused(beside(Exchange.ISSUED.certificate()), ErrorCode.UNTRUSTED);
    }
}
