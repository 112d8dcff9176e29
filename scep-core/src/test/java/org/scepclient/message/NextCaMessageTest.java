package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** GetNextCACert (RFC 8894 §4.7.1): no certificate is trusted before the current CA's signature is verified. */
class NextCaMessageTest {
    private static final Identity NEXT =
            TestCertificate.of("CN=Next CA", TestKeys.rsa("next")).ca().selfSigned();
    private static final Identity NEXT_BY_CURRENT =
            TestCertificate.of("CN=Next CA", TestKeys.rsa("next")).ca().issuedBy(Exchange.CA);

    private static SignedMessageWriter writer(Identity signer) {
        return new SignedMessageWriter(signer.signer(), DigestAlgorithm.SHA256, SignatureIdentifier.KEY_ONLY);
    }

    private static NextCaMessage decode(Bytes body) throws ScepException {
        CaCertificates current = CaCertificates.trusted(List.of(Exchange.CA.certificate()));
        return NextCaMessage.decode(body, current, AlgorithmPolicy.modern(), TestCertificate.NOW);
    }

    /** As sent by jscep's servlet: without signed content, the certificates outside of it. */
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
    void refusesAnUnsignedResponse() throws ScepException {
        assertRefused(
                org.scepclient.cms.CertificatesOnly.ofCertificates(List.of(NEXT.certificate()))
                        .encode(),
                ErrorCode.MALFORMED);
    }

    @Test
    void refusesAResponseWithoutCertificates() throws Exception {
        assertRefused(beside(), ErrorCode.NOT_IN_REPLY);
        assertRefused(NextCaMessage.encode(List.of(), writer(Exchange.CA)), ErrorCode.NOT_IN_REPLY);
    }

    @Test
    void refusesCertificatesOutsideTheSignedContent() throws Exception {
        assertRefused(beside(NEXT_BY_CURRENT.certificate()), ErrorCode.UNTRUSTED);
        assertRefused(beside(NEXT.certificate()), ErrorCode.UNTRUSTED);
    }

    @Test
    void refusesAReplyOfTheCaAsNextCaResponse() throws ScepException {
        Bytes reply = Exchange.encoder(Exchange.CA).encode(Exchange.pending(), Exchange.CLIENT.recipient());
        assertRefused(reply, ErrorCode.MALFORMED);
        Bytes withContent = writer(Exchange.CA)
                .write(
                        List.of(ScepAttribute.MESSAGE_TYPE.printable("3")),
                        CertificatesOnly.ofCertificates(List.of(NEXT.certificate()))
                                .encode());
        assertRefused(withContent, ErrorCode.MALFORMED);
    }

    @Test
    void refusesAMessageOfARegistrationAuthority() throws ScepException {
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(Exchange.CA);
        CaCertificates current = CaCertificates.trusted(List.of(Exchange.CA.certificate(), authority.certificate()));
        Bytes body = NextCaMessage.encode(List.of(NEXT.certificate()), writer(authority));
        assertThatThrownBy(() -> NextCaMessage.decode(body, current, AlgorithmPolicy.modern(), TestCertificate.NOW))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }

    @Test
    void refusesAnAnchorThatMayNotIssue() throws ScepException {
        Identity crlOnly = TestCertificate.of("CN=CRL", TestKeys.rsa("crl"))
                .ca()
                .usage(KeyUsage.cRLSign)
                .selfSigned();
        Identity over = TestCertificate.of("CN=Over", TestKeys.rsa("over"))
                .ca()
                .expired()
                .selfSigned();
        for (Identity next : List.of(Exchange.ISSUED, crlOnly, over)) {
            assertRefused(NextCaMessage.encode(List.of(next.certificate()), writer(Exchange.CA)), ErrorCode.UNTRUSTED);
        }
    }

    @Test
    void doesNotLengthenThePathLengthOfTheCurrentCa() throws ScepException {
        Identity limited =
                TestCertificate.of("CN=CA", TestKeys.rsa("limited")).ca(0).selfSigned();
        CaCertificates current = CaCertificates.trusted(List.of(limited.certificate()));
        Identity same =
                TestCertificate.of("CN=Next CA", TestKeys.rsa("next")).ca(0).selfSigned();
        assertThat(NextCaMessage.decode(
                                NextCaMessage.encode(List.of(same.certificate()), writer(limited)),
                                current,
                                AlgorithmPolicy.modern(),
                                TestCertificate.NOW)
                        .ca()
                        .anchors())
                .containsExactly(same.certificate());
        Bytes longer = NextCaMessage.encode(List.of(NEXT.certificate()), writer(limited));
        assertThatThrownBy(() -> NextCaMessage.decode(longer, current, AlgorithmPolicy.modern(), TestCertificate.NOW))
                .hasMessageContaining("path length");
    }

    @Test
    void keepsTheNameConstraintsOfTheCurrentCa() throws Exception {
        ASN1Encodable names = new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(new X500Name("O=Good")))}, null);
        Identity constrained = TestCertificate.of("CN=CA", TestKeys.rsa("limited"))
                .ca()
                .extension(Extension.nameConstraints, names)
                .selfSigned();
        CaCertificates current = CaCertificates.trusted(List.of(constrained.certificate()));
        Bytes free = NextCaMessage.encode(List.of(NEXT.certificate()), writer(constrained));
        assertThatThrownBy(() -> NextCaMessage.decode(free, current, AlgorithmPolicy.modern(), TestCertificate.NOW))
                .hasMessageContaining("name constraints");
    }

    /** Otherwise any CA below a pinned root, even a short-lived one, could become a root. */
    @Test
    void acceptsFromACaBelowTheAnchorOnlyWhatChainsToTheAnchor() throws ScepException {
        Identity issuing =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(Exchange.CA);
        CaCertificates current = new CaCertificates(
                List.of(Exchange.CA.certificate(), issuing.certificate()), Set.of(Exchange.CA.certificate()));
        Bytes foreign = NextCaMessage.encode(List.of(NEXT.certificate()), writer(issuing));
        assertThatThrownBy(() -> NextCaMessage.decode(foreign, current, AlgorithmPolicy.modern(), TestCertificate.NOW))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED))
                .hasMessageContaining("only the trust anchor's own key");
        Bytes below = NextCaMessage.encode(List.of(NEXT_BY_CURRENT.certificate()), writer(issuing));
        CaCertificates next = NextCaMessage.decode(below, current, AlgorithmPolicy.modern(), TestCertificate.NOW)
                .ca();
        assertThat(next.anchors()).containsExactly(Exchange.CA.certificate());
        assertThat(next.certificates()).contains(NEXT_BY_CURRENT.certificate());
    }
}
