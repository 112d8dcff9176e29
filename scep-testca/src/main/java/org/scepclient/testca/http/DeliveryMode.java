package org.scepclient.testca.http;

/** The way in which a response is transmitted. */
enum DeliveryMode {
    WHOLE,
    CLOSED_BEFORE_STATUS,
    CLOSED_IN_BODY,
    CLOSED_IN_CHUNK,
    HANG,
    HANG_IN_BODY,
    DRIP,
    ENDLESS
}
