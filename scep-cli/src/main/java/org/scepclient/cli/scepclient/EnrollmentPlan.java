package org.scepclient.cli.scepclient;

import java.time.Instant;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Report;

/** The work of {@code enroll} in a directory without a pending request. */
sealed interface EnrollmentPlan {

    /** Enrolls if there is nothing to replace. */
    record First() implements EnrollmentPlan {}

    /** Enrolls; the files that are there are replaced. */
    record Replacement() implements EnrollmentPlan {}

    /** Renews the certificate. */
    record Renewal() implements EnrollmentPlan {}

    /**
     * Does nothing yet.
     *
     * @param due time at which a renewal is due
     * @param end the end of the certificate
     */
    record NotDue(Instant due, Instant end) implements EnrollmentPlan {

        /** A line for a person; a script has the exit code, and cron sends a mail for each line. */
        void print(Report report, CommandContext context) {
            report.facts().put("due", false).put("dueAt", due.toString());
            if (context.terminal().isInteractive()) {
                report.line("Nothing to do: the certificate is valid until " + end + "; its renewal is due at " + due
                        + ".");
            }
        }
    }

    /** The plan of a command without {@code --if-due}. */
    static EnrollmentPlan of(Arguments arguments) {
        if (arguments.has(EnrollCommand.RENEW)) {
            return new Renewal();
        }
        return arguments.has(EnrollCommand.FORCE) ? new Replacement() : new First();
    }
}
