package org.scepclient.operation;

import org.scepclient.message.CertRep;
import org.scepclient.message.RequestMessage;
import org.scepclient.value.Bytes;

/** Watches PKI messages go and come; it changes nothing. */
public interface PkiListener {

    /** A message is about to be sent. */
    default void sending(RequestMessage message, Bytes encoded) {}

    /** A reply came and passed every check. */
    default void answered(RequestMessage message, CertRep reply) {}

    static PkiListener none() {
        return new PkiListener() {};
    }
}
