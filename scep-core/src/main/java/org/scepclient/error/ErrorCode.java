package org.scepclient.error;

/**
 * The stable name of each kind of failure, with the exit code of the commands.
 *
 * <p>Scripts and JSON output depend on the names, and {@code docs/errors.md} explains them: a released name never changes.
 * The exit codes are those of the {@code sscep} command; the automation and revocation have additional ones.
 */
public enum ErrorCode {
    ARGUMENT("argument", 1),
    ALGORITHM_REFUSED("crypto.algorithm-refused", 1),
    FAILURE("protocol.failure", 2),
    FAILURE_BAD_ALG("protocol.failure.bad-alg", 70),
    FAILURE_BAD_MESSAGE_CHECK("protocol.failure.bad-message-check", 71),
    FAILURE_BAD_REQUEST("protocol.failure.bad-request", 72),
    FAILURE_BAD_TIME("protocol.failure.bad-time", 73),
    FAILURE_BAD_CERT_ID("protocol.failure.bad-cert-id", 74),
    STILL_PENDING("protocol.still-pending", 3),
    RUN_ACTIVE("automation.run-active", 75),
    SCRIPT_FAILED("automation.script-failed", 76),
    REVOKED("trust.revoked", 77),
    REVOCATION_UNKNOWN("trust.revocation-unknown", 78),
    INTERRUPTED("automation.interrupted", 79),
    TIMEOUT("transport.timeout", 89),
    SELF_SIGNED("crypto.self-signed", 91),
    STORAGE("storage", 93),
    KEY_UNUSABLE("crypto.key", 93),
    NOT_IN_REPLY("protocol.not-in-reply", 93),
    UNREACHABLE("transport.unreachable", 95),
    HTTP_STATUS("transport.http-status", 95),
    TOO_LARGE("transport.too-large", 95),
    TLS("transport.tls", 95),
    OPERATION_UNSUPPORTED("protocol.operation-unsupported", 95),
    MALFORMED("protocol.malformed", 97),
    ATTRIBUTE("protocol.attribute", 97),
    MISMATCH("protocol.mismatch", 97),
    SIGNATURE("trust.signature", 97),
    UNTRUSTED("trust.untrusted", 97),
    FINGERPRINT("trust.fingerprint", 97),
    CERTIFICATE_REFUSED("trust.certificate-refused", 97),
    DOWNGRADE("trust.downgrade", 97),
    DECRYPTION("crypto.decryption", 97);

    private final String id;
    private final int exitCode;

    ErrorCode(String id, int exitCode) {
        this.id = id;
        this.exitCode = exitCode;
    }

    /** The name in JSON output and in the documentation, for example {@code transport.timeout}. */
    public String id() {
        return id;
    }

    /** The exit code of a command that fails for this reason. */
    public int exitCode() {
        return exitCode;
    }

    /** The end of a line about this error, by which scripts find it, for example {@code " [transport.timeout]"}. */
    public String mark() {
        return " [" + id + "]";
    }

    /** The {@link #id()}. */
    @Override
    public String toString() {
        return id;
    }
}
