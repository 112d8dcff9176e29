package org.scepclient.testca.reply;

import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.CertRep;
import org.scepclient.message.ReplyEncoder;
import org.scepclient.value.Bytes;

/** Encodes and signs correct replies (RFC 8894 §3.3.2). */
public record ReplyWriter(SecureRandom random) {

    public Bytes write(ReplyDraft draft) throws CryptoException, ProtocolException {
        ReplyEncoder encoder = encoder(draft);
        return encoder.sign(encoder.attributes(draft.reply()), content(draft));
    }

    /** The signed attributes. */
    public List<Attribute> attributes(ReplyDraft draft) {
        return encoder(draft).attributes(draft.reply());
    }

    /** The envelope; empty unless the reply grants something. */
    public Bytes content(ReplyDraft draft) throws CryptoException, ProtocolException {
        if (!(draft.reply() instanceof CertRep.Success)) {
            return Bytes.empty();
        }
        return encoder(draft).content(draft.reply(), draft.requireRecipient());
    }

    private ReplyEncoder encoder(ReplyDraft draft) {
        return new ReplyEncoder(draft.authority().hierarchy().replySigner().signer(), draft.algorithms(), random);
    }
}
