package org.scepclient.automation;

import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.ScepException;
import org.scepclient.message.MessageType;
import org.scepclient.settings.Settings;
import org.scepclient.store.LockedStore;
import org.scepclient.store.PendingEnrollment;

/** Tells the log what an enrollment does, and keeps the transaction that the server has taken on. */
final class EnrollmentWatch implements EnrollmentListener {
    private final Equipment equipment;
    private final LockedStore store;
    private final Settings settings;
    private PendingEnrollment stored;

    EnrollmentWatch(Equipment equipment, LockedStore store, Settings settings, PendingEnrollment stored) {
        this.equipment = equipment;
        this.store = store;
        this.settings = settings;
        this.stored = stored;
    }

    @Override
    public void requesting(MessageType type) {
        equipment.log().say("sending " + type + " to " + CaRecognition.serverOf(settings));
    }

    @Override
    public void fallingBack(MessageType refused, String reason) {
        equipment.log().say("the server refused " + refused + " (" + reason + "); trying another way");
    }

    /** Once a transaction, not at each poll: flash memory wears. */
    @Override
    public void pending(EnrollmentTicket ticket) throws ScepException {
        boolean known = stored.accepted() && stored.ticket().transactionId().equals(ticket.transactionId());
        if (!known) {
            stored = stored.waiting(ticket, equipment.clock().instant().plus(settings.awaitResult()));
            store.storePending(stored);
            equipment.log().say("the request waits for approval (transaction " + ticket.transactionId() + ")");
        }
    }

    @Override
    public void outage(ScepException reason) {
        equipment.log().say("no answer: " + reason.getMessage());
    }
}
