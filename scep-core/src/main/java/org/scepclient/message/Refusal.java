package org.scepclient.message;

import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;

/** Turns a FAILURE into an exception. */
final class Refusal {
    private Refusal() {}

    static ProtocolException of(CertRep.Failure failure, String remedy) {
        String info = failure.failInfo().map(FailInfo::rfcName).orElse("no failInfo");
        String words = words(failure).map(text -> ": " + text).orElse("");
        return new ProtocolException(
                code(failure),
                "the server refused the request (" + info + ")" + words + (remedy.isEmpty() ? "" : "; " + remedy));
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
