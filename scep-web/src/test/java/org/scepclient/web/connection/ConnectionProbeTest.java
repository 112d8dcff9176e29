package org.scepclient.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scepclient.agent.settings.Setting;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;
import org.scepclient.web.connection.ConnectionResult.Pinned;

class ConnectionProbeTest {
    private final ConnectionProbe test = new ConnectionProbe(Clock.systemUTC());

    @Test
    void comparesTheChainWithTheFingerprint() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().intermediate(true).build())) {
            String url = ca.url().toString();
            assertThat(answered(Map.of(Setting.URL, url)).certificates()).containsAll(ca.caCertificates());
            assertThat(answered(Map.of(Setting.URL, url)).keywords()).contains("POSTPKIOperation");
            assertThat(answered(Map.of(Setting.URL, url)).pinned()).isEqualTo(Pinned.NOT_SET);
            assertThat(answered(Map.of(
                                    Setting.URL,
                                    url,
                                    Setting.CA_FINGERPRINT,
                                    ca.fingerprint().toString()))
                            .pinned())
                    .isEqualTo(Pinned.MATCHES);
            assertThat(answered(Map.of(Setting.URL, url, Setting.CA_FINGERPRINT, "00".repeat(32)))
                            .pinned())
                    .isEqualTo(Pinned.DIFFERS);
        }
    }

    private ConnectionResult.Answered answered(Map<Setting, String> typed) {
        return (ConnectionResult.Answered) test.of(typed);
    }

    @Test
    void usesOnlyTheConnectionSettings() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            assertThat(test.of(Map.of(Setting.URL, ca.url().toString(), Setting.SUBJECT, "wrong")))
                    .isInstanceOf(ConnectionResult.Answered.class);
        }
    }

    @Test
    void namesTheInvalidValue() {
        assertThat(test.of(Map.of()))
                .isInstanceOfSatisfying(
                        ConnectionResult.Unusable.class,
                        unusable -> assertThat(unusable.problems())
                                .singleElement()
                                .matches(problem -> problem.setting() == Setting.URL));
        assertThat(test.of(Map.of(Setting.URL, "ftp://ca"))).isInstanceOf(ConnectionResult.Unusable.class);
    }

    @Test
    void reportsWhyThereIsNoUsableResponse() throws Exception {
        assertThat(test.of(Map.of(Setting.URL, "http://127.0.0.1:9/")))
                .isInstanceOfSatisfying(
                        ConnectionResult.Failed.class,
                        failed -> assertThat(failed.message()).contains("127.0.0.1:9"));
        try (TestCa ca = TestCa.start(TestCaConfig.builder().fault(Fault.CA_404).build())) {
            assertThat(test.of(Map.of(Setting.URL, ca.url().toString()))).isInstanceOf(ConnectionResult.Failed.class);
        }
    }
}
