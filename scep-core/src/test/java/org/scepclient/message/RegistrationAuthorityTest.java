package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

/** Replies that a registration authority signs (RFC 8894 §2.1.2). */
class RegistrationAuthorityTest {
    private static final Identity SIGNING = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature)
            .issuedBy(Exchange.CA);
    private static final Identity ENCIPHERING = TestCertificate.of("CN=RA", TestKeys.rsa("ra2"))
            .usage(KeyUsage.keyEncipherment)
            .issuedBy(Exchange.CA);

    static List<List<Identity>> orders() {
        return List.of(
                List.of(Exchange.CA, SIGNING, ENCIPHERING),
                List.of(ENCIPHERING, SIGNING, Exchange.CA),
                List.of(SIGNING, Exchange.CA, ENCIPHERING),
                List.of(SIGNING));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void acceptsAReplySignedByTheAuthorityInAnyOrder(List<Identity> configured) throws ScepException {
        Bytes reply = Exchange.encoder(SIGNING).encode(Exchange.success(), Exchange.CLIENT.recipient());
        ReplyDecoder.Expectation expected = Exchange.expectation(Exchange.CLIENT.envelopeKey(), configured);
        assertThat(Exchange.decode(reply, AlgorithmPolicy.modern(), expected)).isEqualTo(Exchange.success());
    }

    @Test
    void acceptsAReplySignedByACaAboveTheIssuingOne() throws ScepException {
        Identity root = TestCertificate.of("CN=Root", TestKeys.rsa("root")).ca().selfSigned();
        Identity issuing =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(root);
        Bytes reply = Exchange.encoder(root).encode(Exchange.pending(), Exchange.CLIENT.recipient());
        ReplyDecoder.Expectation expected = Exchange.expectation(issuing, root);
        assertThat(Exchange.decode(reply, AlgorithmPolicy.modern(), expected)).isEqualTo(Exchange.pending());
    }
}
