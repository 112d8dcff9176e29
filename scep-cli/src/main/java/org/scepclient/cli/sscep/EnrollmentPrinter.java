package org.scepclient.cli.sscep;

import java.time.Duration;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.message.MessageType;

/** Prints the progress of {@code enroll}. */
final class EnrollmentPrinter implements EnrollmentListener {
    private final VerboseReport report;

    EnrollmentPrinter(VerboseReport report) {
        this.report = report;
    }

    @Override
    public void requesting(MessageType type) {
        report.info("sending certificate request");
        report.verbose("message type: " + type.rfcName());
    }

    @Override
    public void polling(int number) {
        report.info("requesting certificate (#" + number + ")");
    }

    @Override
    public void waiting(Duration time) {
        report.verbose("waiting for " + time.toSeconds() + " secs");
    }

    @Override
    public void fallingBack(MessageType refused, String reason) {
        report.verbose("the server rejected " + refused.rfcName() + " (" + reason + "), trying another message type");
    }
}
