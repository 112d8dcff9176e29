package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Report;
import org.scepclient.cli.Terminal;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.message.MessageType;
import org.scepclient.transport.Sleeper;
import org.scepclient.trust.CaCertificates;

/** Shows the progress of an enrollment, and stores the ticket of a pending request. */
final class EnrollmentProgress implements EnrollmentListener, Sleeper {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Report report;
    private final CommandContext context;
    private final CaConfirmation confirmation;
    private final EnrollmentDirectory directory;
    private final String keyReference;
    private @Nullable CaCertificates ca;
    private @Nullable EnrollmentTicket waiting;
    private String outage = "";

    EnrollmentProgress(
            Report report,
            CommandContext context,
            CaConfirmation confirmation,
            EnrollmentDirectory directory,
            String keyReference) {
        this.report = report;
        this.context = context;
        this.confirmation = confirmation;
        this.directory = directory;
        this.keyReference = keyReference;
    }

    @Override
    public void recognized(RecognizedCa recognized) {
        confirmation.report(recognized);
        ca = recognized.ca();
    }

    /** The recognized CA. */
    CaCertificates ca() {
        return Objects.requireNonNull(ca);
    }

    @Override
    public void notice(String text) {
        report.notice(text);
    }

    /** Stores only the first ticket: a poll changes nothing that a restart needs, and flash memory wears. */
    @Override
    public void pending(EnrollmentTicket ticket) throws StorageException {
        if (waiting == null && ticket.polls() == 0) {
            directory.storeTicket(ticket.withKeyReference(keyReference), ca());
        }
        waiting = ticket;
    }

    @Override
    public void fallingBack(MessageType refused, String reason) {
        report.notice("the server rejected " + refused.rfcName() + " (" + reason + "); trying another message type");
    }

    @Override
    public void polling(int number) {
        outage = "";
    }

    @Override
    public void outage(ScepException reason) {
        outage = "; the last poll failed: " + reason.getMessage();
    }

    /** Waits between polls, with a countdown at a terminal. */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Terminal terminal = context.terminal();
        EnrollmentTicket ticket = waiting;
        if (ticket == null || !terminal.isInteractive()) {
            context.sleeper().sleep(duration);
            return;
        }
        for (Duration left = duration; left.isPositive(); left = left.minus(TICK)) {
            terminal.showProgress(line(ticket, left));
            context.sleeper().sleep(left.compareTo(TICK) < 0 ? left : TICK);
        }
        terminal.showProgress("polling …");
    }

    @Override
    public Duration time() {
        return context.sleeper().time();
    }

    private String line(EnrollmentTicket ticket, Duration left) {
        Instant now = context.clock().instant();
        return "waiting for approval for " + TimeSpan.clock(Duration.between(ticket.since(), now)) + ", "
                + ticket.polls() + (ticket.polls() == 1 ? " poll" : " polls") + ", next in " + TimeSpan.clock(left)
                + outage
                + " (Ctrl-C keeps the request)";
    }
}
