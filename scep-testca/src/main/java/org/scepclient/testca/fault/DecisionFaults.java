package org.scepclient.testca.fault;

import java.util.Optional;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.testca.reply.ReplyDraft;

/** Replies whose status differs from the CA's decision. */
final class DecisionFaults {
    private static final int LONG = 100_000;
    private static final String HOSTILE =
            "\u001b[2J\u001b]0;owned\u0007first line\r\nsecond line\tcolumn\u202e<script>alert(1)</script>\u0000%s%n`id`";

    private DecisionFaults() {}

    static ReplyDraft apply(Fault fault, ReplyDraft draft) {
        CertRep reply = switch (fault) {
            case PENDING_FOREVER, STATUS_202_PENDING -> pending(draft);
            case BAD_ALG -> failure(draft, FailInfo.BAD_ALG, "the algorithm is not supported");
            case BAD_MESSAGE_CHECK -> failure(draft, FailInfo.BAD_MESSAGE_CHECK, "the signature is wrong");
            case BAD_TIME -> failure(draft, FailInfo.BAD_TIME, "the signing time is too far off");
            case BAD_CERT_ID -> failure(draft, FailInfo.BAD_CERT_ID, "there is no such certificate");
            case FAIL_TEXT_HOSTILE -> failure(draft, FailInfo.BAD_REQUEST, HOSTILE);
            case FAIL_TEXT_LONG -> failure(draft, FailInfo.BAD_REQUEST, "long ".repeat(LONG / 5));
            case FAIL_INFO_MISSING, FAIL_INFO_UNKNOWN -> without(draft, Optional.empty());
            case STATUS_400_BARE_FAILURE -> without(draft, Optional.of(FailInfo.BAD_REQUEST));
            default -> failure(draft, FailInfo.BAD_REQUEST, "the request is not permitted");
        };
        return draft.with(reply);
    }

    private static CertRep pending(ReplyDraft draft) {
        return new CertRep.Pending(draft.reply().transactionId(), draft.reply().recipientNonce());
    }

    private static CertRep failure(ReplyDraft draft, FailInfo info, String text) {
        return new CertRep.Failure(
                draft.reply().transactionId(), draft.reply().recipientNonce(), Optional.of(info), Optional.of(text));
    }

    /** A FAILURE without a failInfoText. */
    private static CertRep without(ReplyDraft draft, Optional<FailInfo> info) {
        return new CertRep.Failure(
                draft.reply().transactionId(), draft.reply().recipientNonce(), info, Optional.empty());
    }
}
