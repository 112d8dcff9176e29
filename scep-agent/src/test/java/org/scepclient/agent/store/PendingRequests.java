package org.scepclient.agent.store;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.TestDevice;

/** Requests of devices as the store keeps them. */
final class PendingRequests {
    private PendingRequests() {}

    static PendingEnrollment of(TestDevice device) {
        Instant since = IdempotentCa.BEGIN;
        return new PendingEnrollment(
                EnrollmentKind.ENROLLMENT,
                device.ticket(since),
                Optional.empty(),
                false,
                new PendingEnrollment.Times(since.plusSeconds(3600), since.plusSeconds(60)),
                new PendingEnrollment.Origin("http://ca.example/scep", "settings", ""));
    }
}
