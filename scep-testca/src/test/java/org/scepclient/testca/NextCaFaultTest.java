package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ScepException;
import org.scepclient.message.ScepAttribute;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;

/** GetNextCACert responses with a valid signature that do not authenticate the next CA. */
class NextCaFaultTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        Keys.prepareStranger();
        ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .ra(RaSetup.SINGLE)
                .intermediate(true)
                .build());
        assertThat(ca.nextCaCertificates()).isNotEmpty();
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static SignedMessage answer(Fault fault) throws IOException, ScepException {
        ca.fault(fault);
        SignedMessage answer = SignedMessage.decode(
                RawHttp.get(ca.url(), "operation=GetNextCACert").body(), AlgorithmPolicy.modern());
        ca.noFault();
        return answer;
    }

    @Test
    void anRaThatGetCaCertListsSigns() throws Exception {
        X509Certificate ra = ca.caCertificates().getFirst();
        assertThat(ra.getBasicConstraints()).isEqualTo(-1);
        assertThat(answer(Fault.NEXT_CA_SIGNED_BY_RA).isSignedBy(ra.getPublicKey()))
                .isTrue();
    }

    @Test
    void aDeviceSigns() throws Exception {
        SignedMessage answer = answer(Fault.NEXT_CA_SIGNED_BY_DEVICE);
        X509Certificate device = answer.certificates().getFirst();
        assertThat(answer.isSignedBy(device.getPublicKey())).isTrue();
        device.verify(ca.issuer().getPublicKey());
        assertThat(device.getBasicConstraints()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NEXT_CA_REPLAYED_REPLY",
                "NEXT_CA_WITH_SCEP_ATTRIBUTES",
                "NEXT_CA_BESIDE_SIGNATURE",
                "NEXT_CA_IS_A_DEVICE"
            })
    void theCaSigns(Fault fault) throws Exception {
        SignedMessage answer = answer(fault);
        assertThat(answer.isSignedBy(ca.issuer().getPublicKey())).isTrue();
        boolean reply = answer.attribute("transactionID", ScepAttribute.TRANSACTION_ID.oid())
                .isPresent();
        assertThat(reply)
                .isEqualTo(fault.name().contains("REPLY") || fault.name().contains("SCEP"));
        boolean beside = fault.name().contains("REPLY") || fault.name().contains("BESIDE");
        assertThat(answer.content().isEmpty()).isEqualTo(beside);
        assertThat(answer.certificates().size() > 1).isEqualTo(beside);
    }

    @Test
    void aDeviceIsTheNextCa() throws Exception {
        List<X509Certificate> next = CertificatesOnly.decode(
                        answer(Fault.NEXT_CA_IS_A_DEVICE).content())
                .certificates();
        assertThat(next).singleElement().matches(one -> one.getBasicConstraints() == -1);
    }
}
