package org.scepclient.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.scepclient.agent.automation.ServerAccess;
import org.scepclient.agent.schedule.CheckSchedule;
import org.scepclient.transport.Backoff;

/**
 * Simulates many devices and a CA with an outage, without messages. The times of the requests come from the same
 * classes as in the app.
 */
final class FleetDay {
    private static final Duration CHECK_INTERVAL = Duration.ofHours(24);
    private static final Duration MAX_AWAIT = Duration.ofHours(8);
    /** All devices enroll within this time, as after a power failure everywhere. */
    private static final Duration ROLL_OUT = Duration.ofMinutes(1);

    private static final int LAST_PART = 3;
    /** GetCACert, GetCACaps and the request itself. */
    private static final int REQUESTS_A_RENEWAL = 3;

    private final Plan plan;
    private final CheckSchedule times;
    private final Backoff backoff;
    private final int[] perMinute;
    private int expired;

    /**
     * The parameters of a simulation.
     *
     * @param lifetime validity of each certificate, which is renewed in its last third
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
     * @param jitter source of the differences between devices
     */
    FleetDay(Plan plan, RandomGenerator jitter) {
        this.plan = plan;
        this.times = new CheckSchedule(CHECK_INTERVAL, jitter);
        this.backoff = ServerAccess.backoff(jitter);
        this.perMinute = new int[Math.toIntExact(plan.end().toMinutes())];
    }

    /**
     * Runs the simulation.
     *
     * @param start source of the times at which devices enroll
     * @return the number of requests in each minute, including unanswered ones
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

    /** The number of renewals after the certificate had expired. */
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

    /** Schedules the retry: within a run by the backoff, after a run that gave up by the interval of checks. */
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

    /** Schedules the renewal of a certificate issued now. */
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
