package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.TestClock;
import org.scepclient.fixture.TestSleeper;
import org.scepclient.transport.Transport.BodySink;
import org.scepclient.value.Bytes;

class RetryingTransportTest {
    private static final HttpRequest REQUEST = new HttpRequest.Get(HttpUrl.parse("http://ca/"));
    private static final HttpReply OK = HttpReply.of(200, Bytes.empty());
    private final TransportException timeout = new TransportException(ErrorCode.TIMEOUT, "slow", true, null);
    private final TransportException fatal = new TransportException(ErrorCode.TLS, "no", false, null);

    private final Deque<Object> script = new ArrayDeque<>();
    private final TestClock clock = new TestClock(Instant.parse("2026-01-01T00:00:00Z"));

    private HttpReply exchange(Backoff backoff) throws TransportException {
        Transport scripted = request -> {
            Object next = script.removeFirst();
            if (next instanceof TransportException e) {
                throw e;
            }
            return (HttpReply) next;
        };
        return new RetryingTransport(scripted, backoff, clock, new TestSleeper(clock)).exchange(REQUEST);
    }

    private static HttpReply busy(int status, String retryAfter) {
        return new HttpReply(status, "", Optional.empty(), Optional.of(retryAfter), Bytes.empty());
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void triesADownloadAgain() throws Exception {
        Deque<Object> answers = new ArrayDeque<>(List.of(timeout, HttpReply.of(200, Bytes.of(new byte[] {7}))));
        Transport scripted = request -> {
            if (answers.removeFirst() instanceof HttpReply reply) {
                return reply;
            }
            throw timeout;
        };
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        BodySink sink = new BodySink() {
            @Override
            public OutputStream begin() {
                return content;
            }

            @Override
            public long limit() {
                return 10;
            }
        };
        new RetryingTransport(scripted, upTo(s(8)), clock, new TestSleeper(clock))
                .download((HttpRequest.Get) REQUEST, sink);
        assertThat(content.toByteArray()).containsExactly(7);
        assertThat(clock.sleeps()).hasSize(1);
    }

    @Test
    void makesOneAttemptWithoutBackoff() {
        script.add(timeout);
        assertThatThrownBy(() -> exchange(Backoff.none())).isSameAs(timeout);
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void neverRepeatsWhatCannotSucceedLater() {
        script.add(fatal);
        assertThatThrownBy(() -> exchange(upTo(s(8)))).isSameAs(fatal);
        assertThat(clock.sleeps()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504})
    void repeatsPassingStatus(int status) throws Exception {
        script.addAll(List.of(HttpReply.of(status, Bytes.empty()), OK));
        assertThat(exchange(upTo(s(8)))).isSameAs(OK);
        assertThat(clock.sleeps()).containsExactly(s(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 500, 501})
    void returnsOtherStatusAtOnce(int status) throws Exception {
        script.add(HttpReply.of(status, Bytes.empty()));
        assertThat(exchange(upTo(s(8))).status()).isEqualTo(status);
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void returnsLastReplyWhenItGivesUp() throws Exception {
        script.addAll(List.of(busy(503, "1"), busy(503, "60")));
        assertThat(exchange(upTo(s(8))).retryAfter()).contains("60");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "'Thu, 01 Jan 2026 00:00:07 GMT', 7", "'Wed, 31 Dec 2025 23:00:00 GMT', 1", "soon, 1"})
    void waitsAsLongAsTheServerAsks(String header, int seconds) throws Exception {
        script.addAll(List.of(busy(503, header), OK));
        exchange(upTo(s(100)));
        assertThat(clock.sleeps()).containsExactly(s(seconds));
    }

    @Test
    void doublesUpToTheCapAndShortensByUpToHalf() {
        Backoff backoff = new ExponentialBackoff(s(1), s(10), 6, new SplittableRandom(1));
        int[] full = {1, 2, 4, 8, 10, 10};
        for (int i = 0; i < full.length; i++) {
            Duration delay = backoff.delay(i + 1, Duration.ZERO, Duration.ZERO).orElseThrow();
            assertThat(delay).isBetween(s(full[i]).dividedBy(2), s(full[i]));
        }
        assertThat(backoff.delay(7, Duration.ZERO, Duration.ZERO)).isEmpty();
        assertThat(backoff.delay(1, Duration.ZERO, s(9))).contains(s(9));
        assertThat(backoff.delay(1, Duration.ZERO, s(11))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3650, 3650})
    void countsTheTimeThatPassesNotThatOfTheClock(long days) {
        Transport failing = request -> {
            clock.set(clock.instant().plus(Duration.ofDays(days)));
            throw timeout;
        };
        var transport = new RetryingTransport(failing, upTo(s(8)), clock, new TestSleeper(clock));
        assertThatThrownBy(() -> transport.exchange(REQUEST)).isSameAs(timeout);
        assertThat(clock.sleeps()).containsExactly(s(1), s(2), s(3));
    }

    @Test
    void stopsWaitingWhenInterrupted() {
        script.add(timeout);
        Transport failing = request -> {
            throw timeout;
        };
        clock.interruptNextSleep();
        RetryingTransport transport = new RetryingTransport(failing, upTo(s(8)), clock, new TestSleeper(clock));
        assertThatThrownBy(() -> transport.exchange(REQUEST)).isSameAs(timeout);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Waits a second longer each time, or as long as the server asks, until the total has passed. */
    private static Backoff upTo(Duration total) {
        return (failures, elapsed, asked) -> {
            Duration wait = asked.isZero() ? Duration.ofSeconds(failures) : asked;
            return elapsed.plus(wait).compareTo(total) > 0 ? Optional.empty() : Optional.of(wait);
        };
    }
}
