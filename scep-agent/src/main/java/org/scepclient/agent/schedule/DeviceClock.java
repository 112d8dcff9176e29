package org.scepclient.agent.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The device's clock. Its zone is found only when it is asked for: to load zones is a tenth of a {@code status}. */
public final class DeviceClock extends Clock {
    private final Clock clock;

    /** A clock that shows the time of another one. */
    public DeviceClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
    }
}
