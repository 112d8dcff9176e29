package org.scepclient.agent.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock beside a moment that is known to be past. A router without a battery starts in 1970; by such a clock a
 * certificate seems not to be valid yet, or one that has expired valid again.
 *
 * @param clock the device's
 * @param past it is later than this: the build of this software, the newest certificate seen
 */
public record PlausibleClock(Clock clock, Instant past) {

    /** Whether the clock can be right. */
    public boolean isSet() {
        return !clock.instant().isBefore(past);
    }

    /** The clock, never earlier than what is known: what to go by when the clock is not set in time. */
    public Clock floored() {
        return new Floored(clock, past);
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
