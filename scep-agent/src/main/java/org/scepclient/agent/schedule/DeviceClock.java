package org.scepclient.agent.schedule;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The device's clock. Its zone is found only when it is asked for: to load zones is a tenth of a {@code status}. */
public final class DeviceClock extends Clock {
    private final Clock clock = Clock.systemUTC();

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
