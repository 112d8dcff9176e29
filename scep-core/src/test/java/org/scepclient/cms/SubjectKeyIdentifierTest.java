package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

class SubjectKeyIdentifierTest {
    @Test
    void readsTheExtension() {
        X509Certificate certificate = withExtension(new DEROctetString(new byte[] {1, 2, 3}));

        assertThat(SubjectKeyIdentifier.of(certificate)).contains(Bytes.of(new byte[] {1, 2, 3}));
    }

    @Test
    void isEmptyWithoutTheExtension() {
        X509Certificate certificate =
                TestCertificate.of("CN=a", TestKeys.ec("a")).selfSigned().certificate();

        assertThat(SubjectKeyIdentifier.of(certificate)).isEmpty();
    }

    @Test
    void isEmptyIfTheExtensionIsMalformed() {
        assertThat(SubjectKeyIdentifier.of(withExtension(new ASN1Integer(7)))).isEmpty();
    }

    private static X509Certificate withExtension(ASN1Encodable value) {
        return TestCertificate.of("CN=a", TestKeys.ec("a"))
                .optional(Extension.subjectKeyIdentifier, value)
                .selfSigned()
                .certificate();
    }
}
