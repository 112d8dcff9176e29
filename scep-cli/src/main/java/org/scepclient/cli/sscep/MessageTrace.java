package org.scepclient.cli.sscep;

import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.RequestMessage;
import org.scepclient.operation.PkiOperation;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Bytes;

/** Prints the lines of every reply, and with {@code -d} the messages. */
final class MessageTrace implements PkiOperation.Listener {
    private final VerboseReport report;

    MessageTrace(VerboseReport report) {
        this.report = report;
    }

    @Override
    public void sending(RequestMessage message, Bytes encoded) {
        if (report.isDebug()) {
            report.debug("transaction id: " + message.transactionId() + ", sender nonce: " + message.senderNonce());
            report.debugText(PemWriter.message(encoded));
        }
    }

    @Override
    public void answered(RequestMessage message, CertRep reply) {
        report.info("valid response from server");
        report.info("reply transaction id: " + reply.transactionId());
        report.info("pkistatus: " + reply.status());
        report.facts().put("transactionId", reply.transactionId().value());
        report.facts().put("pkiStatus", reply.status().name());
        if (reply instanceof CertRep.Failure failure) {
            failed(failure);
        }
    }

    private void failed(CertRep.Failure failure) {
        if (failure.failInfo().isPresent()) {
            FailInfo info = failure.failInfo().get();
            report.info("reason: " + reason(info));
            report.facts().put("failInfo", info.rfcName());
        }
        if (failure.failInfoText().isPresent()) {
            report.info("failinfotext: " + failure.failInfoText().get());
            report.facts().put("failInfoText", failure.failInfoText().get());
        }
    }

    /** The text that the C tool prints. */
    private static String reason(FailInfo info) {
        return switch (info) {
            case BAD_ALG -> "Unrecognized or unsupported algorithm ident";
            case BAD_MESSAGE_CHECK -> "Integrity check failed";
            case BAD_REQUEST -> "Transaction not permitted or supported";
            case BAD_TIME -> "Message time field was not sufficiently close to the system time";
            case BAD_CERT_ID -> "No certificate could be identified matching";
        };
    }
}
