package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A message violates RFC 8894 or CMS. The exception names the rule, the value and the expected value. */
public final class ProtocolException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final Remedy remedy;

    public ProtocolException(ErrorCode code, String message) {
        this(code, message, Remedy.NONE, null);
    }

    private ProtocolException(ErrorCode code, String message, Remedy remedy, @Nullable Throwable cause) {
        super(code, message, cause);
        this.remedy = remedy;
    }

    /** The next step after a refusal by the server. */
    public enum Remedy {
        /** Nothing is known. */
        NONE(""),
        /** The server gave no reason. */
        SERVER_LOG("see the server's log for the reason"),
        /** The server does not accept an algorithm. */
        ALGORITHMS("use a cipher and a digest that the server knows"),
        /** The server could not decrypt or verify the message. */
        CA_CERTIFICATES("the CA may have new keys: fetch its certificates again; and check the signing certificate"),
        /** The clocks differ. */
        CLOCK("compare this device's clock with the server's"),
        /** A query for a certificate that the server does not know. */
        SERIAL_NUMBER("check issuer and serial number"),
        /** A poll for a request that the server does not know. */
        ENROLL_AGAIN("the CA does not know the request, or not any more; enroll again"),
        /** The challenge password that was sent may be wrong. */
        CHALLENGE("check the challenge password, and " + Remedy.ALLOWED),
        /** The CA may require a challenge password. */
        NO_CHALLENGE("check whether the CA requires a challenge password, since none was sent, and " + Remedy.ALLOWED),
        /** The certificate that signed the request may not be accepted. */
        SIGNER("check " + Remedy.ALLOWED + ", and still accepts the signing certificate"),
        /** A person decided. */
        REJECTED("the CA rejected the pending request; ask the CA administrator for the reason");

        private static final String ALLOWED = "whether the CA allows the subject, the names and the template";

        private final String text;

        Remedy(String text) {
            this.text = text;
        }

        /** The remedy without the name of an option or a setting; empty for {@link #NONE}. */
        public String text() {
            return text;
        }
    }

    /** The server refused; the message ends with the remedy. */
    public static ProtocolException refused(ErrorCode code, String message, Remedy remedy) {
        return new ProtocolException(
                code, remedy == Remedy.NONE ? message : message + "; " + remedy.text(), remedy, null);
    }

    /** For the name of an option or a setting, which only the caller knows. */
    public Remedy remedy() {
        return remedy;
    }

    /** The server refuses an optional operation, which it may not support; the cause has the HTTP status. */
    public static ProtocolException unsupported(String message, TransportException cause) {
        return new ProtocolException(ErrorCode.OPERATION_UNSUPPORTED, message, Remedy.NONE, cause);
    }

    /** The data cannot be decoded as {@code what}. */
    public static ProtocolException malformed(String what, String problem) {
        return new ProtocolException(ErrorCode.MALFORMED, what + ": " + problem);
    }

    /** As {@link #malformed(String, String)}, after an exception of a decoder, whose own message stays in {@code cause}. */
    public static ProtocolException malformed(String what, Throwable cause) {
        return new ProtocolException(ErrorCode.MALFORMED, what + ": " + OneLine.ofDecoder(cause), Remedy.NONE, cause);
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
