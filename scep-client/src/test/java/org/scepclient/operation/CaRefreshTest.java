package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestDevice;
import org.scepclient.message.CertRep;
import org.scepclient.message.RequestBody;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.CaCertificates;

/** A cluster whose nodes have different registration authorities. */
class CaRefreshTest {
    private FakeCa ca;
    private TestDevice device;
    private Requester requester;
    private PkiOperation operation;

    @BeforeEach
    void make() throws Exception {
        ca = new FakeCa();
        device = TestDevice.rsa("/CN=device");
        requester = device.requester();
        operation = connectedToNodes();
    }

    private CertRep enroll() throws ScepException {
        RequestBody body = new RequestBody.PkcsReq(device.request());
        return operation.exchange(operation.message(body, operation.freshTransaction()), requester);
    }

    private PkiOperation connectedToNodes(FakeCa.Node... nodes) throws Exception {
        List<X509Certificate> served = new ArrayList<>(List.of(ca.certificate()));
        Stream.of(nodes).map(FakeCa.Node::certificate).forEach(served::add);
        ScepServer server = new ScepServer(HttpUrl.parse("http://ca/scep"), ca);
        CaCertificates anchored = new CaCertificates(served, Set.of(ca.certificate()));
        CaProfile profile = CaProfile.of(anchored, server.capabilities(Optional.empty()), AlgorithmPolicy.modern());
        return new PkiOperation(server, profile, Clock.systemUTC(), new SecureRandom());
    }

    @Test
    void fetchesTheCertificatesOfAnotherNodeOnce() throws Exception {
        FakeCa.Node first = ca.node("CN=RA 1");
        ca.isServedBy(first);
        operation = connectedToNodes(first).refreshingCa(Optional.empty());
        ca.isServedBy(ca.node("CN=RA 2"));
        assertThat(enroll()).isInstanceOf(CertRep.Success.class);
        ca.isServedBy(ca.node("CN=RA 3"));
        assertThatThrownBy(this::enroll)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }

    @Test
    void trustsNoOtherNodeByDefault() throws Exception {
        FakeCa.Node first = ca.node("CN=RA 1");
        operation = connectedToNodes(first);
        ca.isServedBy(ca.node("CN=RA 2"));
        assertThatThrownBy(this::enroll)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }

    /** The certificates of another CA in a second response are ignored. */
    @Test
    void refusesAReplyOfAnotherCaAfterRefresh() throws Exception {
        operation = connectedToNodes(ca.node("CN=RA 1")).refreshingCa(Optional.empty());
        FakeCa other = new FakeCa();
        ca.isServedBy(other.node("CN=RA 1"));
        assertThatThrownBy(this::enroll)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
    }
}
