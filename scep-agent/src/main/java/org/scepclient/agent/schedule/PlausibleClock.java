package org.scepclient.agent.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock with a known lower bound. A router without a battery starts in 1970, when certificates seem not valid yet, or
 * expired ones valid again.
 *
 * @param clock the device's clock
 * @param past lower bound: build time of this software, or start of the newest certificate seen
 */
public record PlausibleClock(Clock clock, Instant past) {

    /** Whether the clock is not before the lower bound. */
    public boolean isSet() {
        return !clock.instant().isBefore(past);
    }

    /** The clock, but never before the lower bound, for use if the clock is not set in time. */
    public Clock withLowerBound() {
        return new Floored(clock, past);
    }

    /** Whether a clock shows its lower bound, because the device's clock is not set. */
    public static boolean showsBound(Clock clock) {
        return clock instanceof Floored floored && floored.clock.instant().isBefore(floored.floor);
    }

    private static final class Floored extends Clock {
        private final Clock clock;
        private final Instant floor;

        Floored(Clock clock, Instant floor) {
            this.clock = clock;
            this.floor = floor;
        }

        @Override
        public Instant instant() {
            Instant now = clock.instant();
            return now.isBefore(floor) ? floor : now;
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Floored(clock.withZone(zone), floor);
        }
    }
}
