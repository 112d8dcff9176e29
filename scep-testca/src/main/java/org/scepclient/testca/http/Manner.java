package org.scepclient.testca.http;

/** How an answer goes through the connection. */
enum Manner {
    WHOLE,
    CLOSED_BEFORE_STATUS,
    CLOSED_IN_BODY,
    CLOSED_IN_CHUNK,
    HANG,
    HANG_IN_BODY,
    DRIP,
    ENDLESS
}
