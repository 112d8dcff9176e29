package org.scepclient.agent.automation;

import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.ScepException;
import org.scepclient.message.MessageType;

/** Logs the steps of an enrollment, and stores the transaction that the server has accepted. */
final class PendingRecorder implements EnrollmentListener {
    private final AgentContext context;
    private final LockedStore store;
    private final Settings settings;
    private PendingEnrollment stored;

    PendingRecorder(AgentContext context, LockedStore store, Settings settings, PendingEnrollment stored) {
        this.context = context;
        this.store = store;
        this.settings = settings;
        this.stored = stored;
    }

    @Override
    public void notice(String text) {
        context.log().warning(text);
    }

    @Override
    public void requesting(MessageType type) {
        context.log().info("sending " + type.rfcName() + " to " + DeviceCa.serverOf(settings));
    }

    @Override
    public void fallingBack(MessageType refused, String reason) {
        context.log().notice("the server refused " + refused.rfcName() + " (" + reason + "); trying another way");
    }

    /** Once a transaction, not at each poll: flash memory wears. */
    @Override
    public void pending(EnrollmentTicket ticket) throws ScepException {
        boolean known = stored.accepted() && stored.ticket().transactionId().equals(ticket.transactionId());
        if (!known) {
            stored = stored.waiting(ticket, context.clock().instant().plus(settings.awaitResult()));
            store.storePending(stored);
            context.log().notice("the request waits for approval (transaction " + ticket.transactionId() + ")");
        }
    }

    @Override
    public void outage(ScepException reason) {
        context.log().warning("no answer: " + reason.getMessage());
    }
}
