package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.enrollment.EnrollmentOrder.MessageChoice;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.message.FailInfo;
import org.scepclient.message.TransactionId;

/** {@code -R}: resumes an interrupted enrollment with the same key, and therefore the same transaction. */
final class Resumption {
    private final VerboseReport report;
    private final CommandContext context;
    private final EnrollmentSession session;

    Resumption(VerboseReport report, CommandContext context, EnrollmentSession session) {
        this.report = report;
        this.context = context;
        this.session = session;
    }

    Enrollment.Outcome resume(EnrollmentOrder order, CountedPolling polling) throws ScepException, CommandException {
        if (polling.count() == 0) {
            throw new CommandException(ErrorCode.STILL_PENDING, "cannot resume without polling (-n 0)");
        }
        Enrollment.Outcome outcome = poll(order);
        if (!(outcome instanceof Enrollment.Refused)) {
            return outcome;
        }
        for (EnrollmentOrder other : others(order, outcome)) {
            report.verbose("the server refused this transaction, trying " + other.transactionId());
            Enrollment.Outcome found = poll(other);
            if (!isUnknown(found)) {
                return found;
            }
        }
        return outcome;
    }

    /** The other transactions that the same enrollment may have. */
    private static List<EnrollmentOrder> others(EnrollmentOrder order, Enrollment.Outcome outcome) {
        List<EnrollmentOrder> others = new ArrayList<>();
        if (order.choice() == MessageChoice.AUTOMATIC) {
            // The server refused the RenewalReq; the PKCSReq after it is pending.
            others.add(order.afterRefusals(1));
        }
        TransactionId original = TransactionId.of(order.request().publicKey(), DigestAlgorithm.MD5);
        if (isUnknown(outcome) && !order.transactionId().equals(original)) {
            // The C tool, which may have started this enrollment, uses MD5.
            others.add(order.inTransaction(original));
        }
        return others;
    }

    private Enrollment.Outcome poll(EnrollmentOrder order) throws ScepException {
        return session.resume(
                EnrollmentTicket.of(order, context.clock().instant()),
                order.requester().signer().key(),
                order.requester().challenge());
    }

    private static boolean isUnknown(Enrollment.Outcome outcome) {
        return outcome instanceof Enrollment.Refused refused
                && refused.failure()
                        .failInfo()
                        .filter(FailInfo.BAD_CERT_ID::equals)
                        .isPresent();
    }
}
