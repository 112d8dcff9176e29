package org.scepclient.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.scepclient.automation.ServerAccess;
import org.scepclient.schedule.CheckTimes;
import org.scepclient.transport.Backoff;

/**
 * Many devices and one CA that is away for a while, without the messages: when each device asks is decided by the
 * classes that decide it in the app.
 */
final class FleetDay {
    private static final Duration CHECK_INTERVAL = Duration.ofHours(24);
    private static final Duration MAX_AWAIT = Duration.ofHours(8);
    /** All devices are enrolled within it: power came back everywhere at once. */
    private static final Duration ROLL_OUT = Duration.ofMinutes(1);

    private static final int LAST_PART = 3;
    /** GetCACert, GetCACaps and the request itself. */
    private static final int REQUESTS_A_RENEWAL = 3;

    private final Plan plan;
    private final CheckTimes times;
    private final Backoff backoff;
    private final int[] perMinute;
    private int expired;

    /**
     * What happens.
     *
     * @param lifetime of each certificate; it is renewed in its last third
     */
    record Plan(int devices, Duration lifetime, Duration outageBegin, Duration outageEnd, Duration end) {
        boolean away(Duration time) {
            return time.compareTo(outageBegin) >= 0 && time.compareTo(outageEnd) < 0;
        }
    }

    /** A device's next step. */
    private record Step(long at, long attempt, int failures, long expiry) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            return Long.compare(at, other.at);
        }
    }

    /**
     * @param jitter where the devices' differences come from
     */
    FleetDay(Plan plan, RandomGenerator jitter) {
        this.plan = plan;
        this.times = new CheckTimes(CHECK_INTERVAL, jitter);
        this.backoff = ServerAccess.backoff(jitter);
        this.perMinute = new int[Math.toIntExact(plan.end().toMinutes())];
    }

    /**
     * Goes through the whole time.
     *
     * @param start when each device was enrolled
     * @return the requests of each minute, those that nobody answered too
     */
    int[] requests(RandomGenerator start) {
        PriorityQueue<Step> steps = new PriorityQueue<>(plan.devices());
        for (int i = 0; i < plan.devices(); i++) {
            steps.add(renewal((long) (ROLL_OUT.toMillis() * start.nextDouble())));
        }
        long end = plan.end().toMillis();
        for (Step step = steps.remove(); step.at() < end; step = steps.remove()) {
            steps.add(after(step));
        }
        return perMinute.clone();
    }

    /** How often a device came too late. */
    int expired() {
        return expired;
    }

    private Step after(Step step) {
        if (plan.away(Duration.ofMillis(step.at()))) {
            count(step.at(), 1);
            return again(step);
        }
        count(step.at(), REQUESTS_A_RENEWAL);
        expired += step.at() > step.expiry() ? 1 : 0;
        return renewal(step.at());
    }

    /** Within a run by the backoff; after a run that gave up, by the times of checks. */
    private Step again(Step step) {
        int failures = step.failures() + 1;
        Duration elapsed = Duration.ofMillis(step.at() - step.attempt());
        Duration wait = backoff.delay(failures, elapsed, Duration.ZERO).orElse(MAX_AWAIT);
        if (elapsed.plus(wait).compareTo(MAX_AWAIT) < 0) {
            return new Step(step.at() + wait.toMillis(), step.attempt(), failures, step.expiry());
        }
        long next = times.afterFailure(Instant.ofEpochMilli(step.at()), 1).toEpochMilli();
        return new Step(next, next, 0, step.expiry());
    }

    /** The renewal of a certificate that was obtained just now. */
    private Step renewal(long now) {
        long lifetime = plan.lifetime().toMillis();
        Instant due = Instant.ofEpochMilli(now + lifetime - lifetime / LAST_PART);
        long next = times.next(Instant.ofEpochMilli(now), due).toEpochMilli();
        return new Step(next, next, 0, now + lifetime);
    }

    private void count(long at, int requests) {
        perMinute[(int) (at / Duration.ofMinutes(1).toMillis())] += requests;
    }
}
