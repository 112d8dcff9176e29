package org.scepclient.enrollment;

import java.time.Duration;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.MessageType;

/** Watches an enrollment, to show it or to keep what a restart needs. */
public interface EnrollmentListener {

    /** The CA's certificates were fetched and recognized; nothing has been sent to it. */
    default void recognized(RecognizedCa ca) throws ScepException {}

    /** Something that the user should know and that does not end the enrollment. */
    default void notice(String text) {}

    /** A PKCSReq or RenewalReq is about to be sent. */
    default void requesting(MessageType type) {}

    /** The n-th CertPoll, from 1, is about to be sent. */
    default void polling(int number) {}

    /** A reply came and passed the checks of a message; those of the issued certificate follow. */
    default void answered(CertRep reply) {}

    /** The server refused one way to ask, and another is tried. */
    default void fallingBack(MessageType refused, String reason) {}

    /** The request is pending. To resume it after a restart, the listener stores the ticket now. */
    default void pending(EnrollmentTicket ticket) throws ScepException {}

    /** Nothing happens for a while. */
    default void waiting(Duration time) {}

    /** A poll had no answer; polling continues. */
    default void outage(ScepException reason) {}

    static EnrollmentListener none() {
        return new EnrollmentListener() {};
    }
}
