package org.scepclient.cli.sscep;

import java.time.Duration;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.message.MessageType;

/** The lines that {@code enroll} prints on its way. */
final class EnrollmentPrinter implements EnrollmentListener {
    private final VerboseReport report;

    EnrollmentPrinter(VerboseReport report) {
        this.report = report;
    }

    @Override
    public void requesting(MessageType type) {
        report.info("sending certificate request");
        report.verbose("message type: " + type);
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
        report.verbose(refused + " was refused (" + reason + "), trying another way");
    }
}
