package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.Transport;
import org.scepclient.value.Bytes;

/** Rollover of a CA while no renewal of the device's certificate is due. */
class CaRolloverTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Duration VALIDITY = Duration.ofDays(90);

    private static final Transport HTTP = Transport.http(HttpSettings.defaults());

    @TempDir
    Path directory;

    private AgentFixture device;
    private Optional<TestCa> running = Optional.empty();

    @BeforeEach
    void unpack() throws IOException {
        device = new AgentFixture(directory);
    }

    @AfterEach
    void end() {
        running.ifPresent(TestCa::close);
    }

    @Test
    void isTrustedThoughNothingWasRenewedWhileItWasAnnounced() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        X509Certificate before = ca.issuer();
        checkDailyForAWeek();
        Set<X509Certificate> trusted = anchors();
        assertThat(trusted).hasSize(2);
        assertThat(trusted.contains(before)).isTrue();
        ca.rollOver();
        assertThat(trusted.containsAll(ca.caCertificates())).isTrue();
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
        device.advance(VALIDITY.minusDays(29 + 7));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
        assertThat(anchors().containsAll(trusted)).isTrue();
    }

    @Test
    void isRequestedOnceAWeek() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        int requests = ca.requests().size();
        checkDailyForAWeek();
        // Capabilities, certificates, next certificates.
        assertThat(ca.requests()).hasSize(requests + 3);
    }

    @Test
    void isNotAwaitedWhileTheServerIsUnreachable() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        ca.close();
        device.sleeps().clear();
        checkDailyForAWeek();
        assertThat(device.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofMinutes(7));
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void isRequestedAgainTheNextDayIfTheAnswerIsUnclear() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        ca.fault(Fault.NEXT_CA_HTML);
        checkDailyForAWeek();
        device.advance(Duration.ofDays(1));
        device.check();
        assertThat(anchors()).hasSize(1);
        ca.noFault();
        device.advance(Duration.ofDays(1));
        device.check();
        assertThat(anchors()).hasSize(2);
    }

    /** A refusal of this client or at this moment is not an answer for a week, and one request a day is enough. */
    @ParameterizedTest
    @CsvSource({"400, true", "404, true", "501, true", "401, false", "403, false", "500, false"})
    void isRequestedAgainTheNextDayUnlessTheServerLacksTheOperation(int status, boolean answered) throws Exception {
        enrolledAt(config -> config);
        AtomicInteger asked = new AtomicInteger();
        device.network(request -> {
            if (!request.url().toString().contains("GetNextCACert")) {
                return HTTP.exchange(request);
            }
            asked.incrementAndGet();
            return HttpReply.of(status, Bytes.empty());
        });
        checkDailyForAWeek();
        int before = asked.get();
        assertThat(before).isPositive();
        if (answered) {
            assertThat(before).isEqualTo(1);
            return;
        }
        for (int hour = 0; hour < 24; hour += 3) {
            device.advance(Duration.ofHours(3));
            device.check();
        }
        assertThat(asked.get()).isEqualTo(before + 1);
        device.network(HTTP);
        device.advance(Duration.ofDays(1));
        device.check();
        assertThat(anchors()).hasSize(2);
    }

    @Test
    void isRefusedIfTheCaDidNotSignTheAnnouncement() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        ca.fault(Fault.NEXT_CA_SIGNED_BY_ITSELF);
        checkDailyForAWeek();
        assertThat(anchors()).hasSize(1);
        ca.noFault();
        ca.rollOver();
        device.advance(VALIDITY.minusDays(29 + 7));
        CheckResult refused = device.check();
        assertThat(refused.error()).contains(ErrorCode.FINGERPRINT);
        assertThat(refused.message()).contains("SHA-256", "MOD_SCEPCLIENT_CA_FINGERPRINT");
        assertThat(device.status().certificateLine()).startsWith("Certificate enrolled ");
    }

    @Test
    void enrollsAtAServerThatClosesTheConnectionOnGetCaCaps() throws Exception {
        TestCa ca = ca(config -> config.fault(Fault.CAPS_CLOSED));
        CheckResult result =
                device.set(Setting.LEGACY_CIPHERS, "1").configured(ca.url()).check();
        assertThat(result).as(result.message()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void asksForTheSuccessorOnceAWeekHoweverOftenItChecks() throws Exception {
        TestCa ca = enrolledAt(config -> config);
        int before = ca.requests().size();
        for (int hour = 0; hour < 21 * 24; hour += 3) {
            device.advance(Duration.ofHours(3));
            assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        }
        assertThat(ca.requests().subList(before, ca.requests().size()))
                .filteredOn(request -> request.operation().equals("GetNextCACert"))
                .hasSize(3);
    }

    private Set<X509Certificate> anchors() throws Exception {
        return new HashSet<>(device.store().ca().orElseThrow().all().anchors());
    }

    private void checkDailyForAWeek() {
        for (int day = 0; day < 7; day++) {
            device.advance(Duration.ofDays(1));
            assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        }
    }

    private TestCa enrolledAt(UnaryOperator<TestCaConfigBuilder> changes) throws Exception {
        // The first run would learn the successor; here the CA announces it later.
        TestCa ca = ca(changes.andThen(config -> config.fault(Fault.NEXT_CA_HTML))::apply);
        CheckResult result = device.configured(ca.url()).check();
        assertThat(result).as(result.message()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(anchors()).hasSize(1);
        ca.noFault();
        return ca;
    }

    private TestCa ca(UnaryOperator<TestCaConfigBuilder> changes) throws IOException {
        TestCaConfigBuilder config =
                TestCaConfig.builder().keys(KEYS).validity(VALIDITY).clock(device.clock());
        TestCa ca = TestCa.start(changes.apply(config).build());
        running = Optional.of(ca);
        return ca;
    }
}
