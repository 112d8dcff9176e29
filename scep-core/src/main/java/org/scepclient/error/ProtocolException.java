package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A message violates RFC 8894 or CMS. The exception names the rule, the value and the expected value. */
public final class ProtocolException extends ScepException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(ErrorCode code, String message) {
        super(code, message, null);
    }

    private ProtocolException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    /** The server refuses an optional operation, which it may not support; the cause has the HTTP status. */
    public static ProtocolException unsupported(String message, TransportException cause) {
        return new ProtocolException(ErrorCode.OPERATION_UNSUPPORTED, message, cause);
    }

    /** The data cannot be decoded as {@code what}. */
    public static ProtocolException malformed(String what, String problem) {
        return new ProtocolException(ErrorCode.MALFORMED, what + ": " + problem);
    }

    /** As {@link #malformed(String, String)}, after an exception of a decoder, whose own message stays in {@code cause}. */
    public static ProtocolException malformed(String what, Throwable cause) {
        return new ProtocolException(ErrorCode.MALFORMED, what + ": " + OneLine.ofDecoder(cause), cause);
    }

    /** A signed attribute is missing or has a value that RFC 8894 §3.2.1 does not allow. */
    public static ProtocolException attribute(String name, String problem) {
        return new ProtocolException(ErrorCode.ATTRIBUTE, name + " " + problem + " (RFC 8894 §3.2.1)");
    }

    /** A value of the reply differs from that of the request. */
    public static ProtocolException mismatch(String what, String seen, String expected) {
        return new ProtocolException(ErrorCode.MISMATCH, what + " of the reply is " + seen + ", expected " + expected);
    }
}
