package org.scepclient.message;

import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;

/** Turns a FAILURE into an exception. */
final class Refusal {
    private Refusal() {}

    static ProtocolException of(CertRep.Failure failure, ProtocolException.Remedy remedy) {
        String info = failure.failInfo().map(FailInfo::rfcName).orElse("no failInfo");
        String words = words(failure).map(text -> ": " + text).orElse("");
        return ProtocolException.refused(
                code(failure), "the server refused the request (" + info + ")" + words, remedy);
    }

    /** The remedy that follows from the failInfo alone, for a query. */
    static ProtocolException.Remedy remedy(CertRep.Failure failure) {
        if (failure.failInfo().isEmpty()) {
            return ProtocolException.Remedy.SERVER_LOG;
        }
        return switch (failure.failInfo().get()) {
            case BAD_ALG -> ProtocolException.Remedy.ALGORITHMS;
            case BAD_MESSAGE_CHECK -> ProtocolException.Remedy.CA_CERTIFICATES;
            case BAD_REQUEST -> ProtocolException.Remedy.NONE;
            case BAD_TIME -> ProtocolException.Remedy.CLOCK;
            case BAD_CERT_ID -> ProtocolException.Remedy.SERIAL_NUMBER;
        };
    }

    /** OpenXPKI sends the cause only in the HTTP status line, step-ca in failInfoText. */
    private static Optional<String> words(CertRep.Failure failure) {
        Optional<String> text = failure.failInfoText().filter(words -> !words.isBlank());
        Optional<String> phrase = failure.reasonPhrase().filter(words -> !text.equals(Optional.of(words)));
        return text.isPresent() && phrase.isPresent()
                ? Optional.of(text.get() + " (" + phrase.get() + ")")
                : text.or(() -> phrase);
    }

    private static ErrorCode code(CertRep.Failure failure) {
        if (failure.failInfo().isEmpty()) {
            return ErrorCode.FAILURE;
        }
        return switch (failure.failInfo().get()) {
            case BAD_ALG -> ErrorCode.FAILURE_BAD_ALG;
            case BAD_MESSAGE_CHECK -> ErrorCode.FAILURE_BAD_MESSAGE_CHECK;
            case BAD_REQUEST -> ErrorCode.FAILURE_BAD_REQUEST;
            case BAD_TIME -> ErrorCode.FAILURE_BAD_TIME;
            case BAD_CERT_ID -> ErrorCode.FAILURE_BAD_CERT_ID;
        };
    }
}
