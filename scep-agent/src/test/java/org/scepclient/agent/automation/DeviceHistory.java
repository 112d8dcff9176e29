package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.TestClock;

/** The events of a simulated device, and the requirements after each step. */
final class DeviceHistory {
    /** The default of the setting. */
    private static final Duration RENEW_TIME = Duration.ofDays(30);

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int SHOWN = Integer.getInteger("year.lines", 150);

    private final TestClock truth;
    private final AgentFixture device;
    private final List<String> lines = new ArrayList<>();
    private final List<X509Certificate> inUse = new ArrayList<>();

    DeviceHistory(TestClock truth, AgentFixture device) {
        this.truth = truth;
        this.device = device;
    }

    void event(String line) {
        takeLog();
        lines.add(truth.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }

    private void takeLog() {
        device.log().forEach(line -> lines.add("    " + device.clock().instant() + " " + line));
        device.log().clear();
    }

    @Override
    public String toString() {
        takeLog();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
    }

    /** The certificate in use is valid, whatever the device's clock shows. */
    void requireNoExpiry() {
        if (!inUse.isEmpty()) {
            Instant end = inUse.getLast().getNotAfter().toInstant();
            assertThat(truth.instant())
                    .as("time, and end of the certificate in use")
                    .isBefore(end);
        }
    }

    /** A key with its certificate is in use from the first enrollment on, however the last run ended. */
    void requireUsable() throws ScepException {
        LatestCredential found = device.store().inspect();
        assertThat(found).isNotInstanceOf(LatestCredential.Unusable.class);
        assertThat(found.usable().isPresent() || inUse.isEmpty())
                .as("a usable certificate")
                .isTrue();
        requireNoExpiry();
    }

    /** After a run, both links name one key and its certificate, which is not older than the one before. */
    void requireWhole() throws ScepException {
        LatestCredential found = device.store().inspect();
        if (inUse.isEmpty() && found instanceof LatestCredential.None) {
            return;
        }
        assertThat(found).isInstanceOf(LatestCredential.Whole.class);
        X509Certificate certificate =
                found.usable().map(Credential::certificate).orElseThrow();
        if (inUse.isEmpty() || !inUse.getLast().equals(certificate)) {
            assertThat(inUse.contains(certificate))
                    .as("an old certificate in use again")
                    .isFalse();
            inUse.add(certificate);
            event("certificate in use until " + certificate.getNotAfter().toInstant());
        }
        requireNoExpiry();
    }

    /** Requires a month between two certificates that a CA issued without need. */
    void requireFewUnneeded(List<X509Certificate> old, List<X509Certificate> next) {
        List<Instant> unneeded = Stream.concat(
                        old.stream().filter(certificate -> !isNeeded(certificate, old)),
                        next.stream().filter(certificate -> !isNeeded(certificate, next)))
                .peek(certificate ->
                        event("without need: " + certificate.getSerialNumber().toString(16)))
                .map(certificate -> certificate.getNotBefore().toInstant())
                .sorted(Comparator.naturalOrder())
                .toList();
        for (int i = 1; i < unneeded.size(); i++) {
            assertThat(Duration.between(unneeded.get(i - 1), unneeded.get(i)))
                    .as("time between certificates without need: %s", unneeded)
                    .isGreaterThan(MONTH);
        }
    }

    private boolean isNeeded(X509Certificate certificate, List<X509Certificate> issued) {
        int index = inUse.indexOf(certificate);
        if (index <= 0) {
            return index == 0;
        }
        X509Certificate before = inUse.get(index - 1);
        Instant due = before.getNotAfter().toInstant().minus(RENEW_TIME);
        return !issued.contains(before)
                || !certificate.getNotBefore().toInstant().isBefore(due);
    }

    int certificates() {
        return inUse.size();
    }
}
