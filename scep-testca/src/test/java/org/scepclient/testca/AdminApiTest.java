package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scepclient.message.CertRep;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.RequestBody;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.http.AdminApi;
import org.scepclient.testca.junit.TestCaExtension;
import org.scepclient.testca.service.Approval;

class AdminApiTest {
    @RegisterExtension
    private final TestCaExtension extension = new TestCaExtension(
            TestCaConfig.builder().keys(Keys.CA).approval(Approval.MANUAL).build());

    private record Answer(int status, String text) {}

    private Answer call(String method, String path, boolean withHeader) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                extension.get().adminUrl().resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        if (withHeader) {
            connection.setRequestProperty(AdminApi.HEADER, "yes");
        }
        int status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Device waiting() throws Exception {
        Device device = new Device(extension.get(), Keys.device(1));
        assertThat(device.enrollOutcome()).isInstanceOf(CertRep.Pending.class);
        return device;
    }

    private String id() {
        return extension.get().pending().getFirst().transactionId().value();
    }

    @Test
    void listsAndApproves() throws Exception {
        Device device = waiting();
        assertThat(call("GET", "pending", true).text()).contains(id()).contains("CN=device-1");
        assertThat(call("POST", "pending/" + id() + "/approve", true).status()).isEqualTo(200);
        X509Certificate certificate = Device.certificate(device.enrollOutcome());
        String serial = certificate.getSerialNumber().toString(16);
        assertThat(call("GET", "certificates", true).text()).contains(serial).doesNotContain("revoked");
        assertThat(call("POST", "certificates/" + serial + "/revoke", true).status())
                .isEqualTo(200);
        assertThat(call("GET", "certificates", true).text()).contains("revoked");
        assertThat(extension.get().crl().isRevoked(certificate)).isTrue();
    }

    @Test
    void rejectsAndTakesANewRequestAfterwards() throws Exception {
        Device device = waiting();
        assertThat(call("POST", "pending/" + id() + "/reject", true).status()).isEqualTo(200);
        RequestBody.PkcsReq request = new RequestBody.PkcsReq(device.request(Optional.empty()));
        RequestBody poll = new RequestBody.CertPoll(new IssuerAndSubject(
                extension.get().issuer().getSubjectX500Principal(),
                request.request().subject()));
        assertThat(device.send(poll)).isInstanceOf(CertRep.Failure.class);
        assertThat(device.send(request)).isInstanceOf(CertRep.Pending.class);
    }

    @Test
    void switchesFaults() throws Exception {
        assertThat(call("POST", "fault/" + Fault.HTML_200.id(), true).status()).isEqualTo(200);
        assertThat(call("GET", "fault", true).text()).contains("html-200");
        assertThat(call("POST", "fault/none", true).status()).isEqualTo(200);
        assertThat(call("GET", "fault", true).text()).contains("none");
        assertThat(call("POST", "fault/no-such", true).status()).isEqualTo(404);
        assertThat(call("GET", "faults", true).text()).contains("recipient-nonce-wrong");
    }

    @Test
    void knowsNothingElse() throws Exception {
        for (String path :
                new String[] {"", "other", "pending/x/approve", "pending/x/other", "certificates/zz/revoke"}) {
            assertThat(call("POST", path, true).status()).as(path).isEqualTo(404);
        }
        assertThat(call("PUT", "pending", true).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatAForeignPageCouldSend() throws Exception {
        waiting();
        assertThat(call("POST", "pending/" + id() + "/approve", false).status()).isEqualTo(403);
        assertThat(extension.get().pending()).hasSize(1);
        assertThat(statusOf("Host: attacker.example\r\n" + AdminApi.HEADER + ": yes"))
                .contains(" 403 ");
        assertThat(statusOf("Host: localhost\r\n" + AdminApi.HEADER + ": yes")).contains(" 200 ");
    }

    private String statusOf(String headers) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), extension.get().url().getPort())) {
            String request = "GET /admin/pending HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElseThrow();
        }
    }
}
