package org.scepclient.testca.http;

import java.net.URI;
import java.util.Optional;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.testca.fault.ActiveFault;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.FaultyReply;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.reply.ReplyWriter;
import org.scepclient.value.Bytes;

/** Turns a reply into an HTTP response, correct or with the active fault. */
public record PkiResponder(ReplyWriter writer, FaultyReply faulty, ActiveFault active) {
    private static final String PKI_MESSAGE = "application/x-pki-message";

    HttpResponse answer(ReplyDraft draft, URI uri) throws CryptoException, ProtocolException {
        Optional<Fault> fault = active.in(draft.request());
        if (fault.isEmpty()) {
            return HttpResponse.ok(PKI_MESSAGE, writer.write(draft));
        }
        Bytes body = faulty.write(fault.get(), draft);
        return FaultyHttp.apply(fault.get(), HttpResponse.ok(PKI_MESSAGE, body), uri);
    }
}
