package org.scepclient.agent.schedule;

import java.nio.file.Path;
import java.time.Duration;

/** Measures elapsed time, for limits and delays. Setting the device's clock does not change it. */
public interface MonotonicClock {

    /** The time since an origin that is fixed while this process runs. */
    Duration time();

    /** The time since an origin that all processes of the device share until the next boot. */
    TimeSinceBoot timeSinceBoot();

    static MonotonicClock ofDevice() {
        return new MonotonicClock() {
            @Override
            public Duration time() {
                return Duration.ofNanos(System.nanoTime());
            }

            @Override
            public TimeSinceBoot timeSinceBoot() {
                return TimeSinceBoot.in(Path.of("/proc"));
            }
        };
    }
}
