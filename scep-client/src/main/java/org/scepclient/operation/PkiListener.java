package org.scepclient.operation;

import org.scepclient.message.CertRep;
import org.scepclient.message.RequestMessage;
import org.scepclient.value.Bytes;

/** Observes sent and received PKI messages. */
public interface PkiListener {

    /** Called before a message is sent. */
    default void sending(RequestMessage message, Bytes encoded) {}

    /** Called after a reply has passed all checks. */
    default void answered(RequestMessage message, CertRep reply) {}

    static PkiListener none() {
        return new PkiListener() {};
    }
}
