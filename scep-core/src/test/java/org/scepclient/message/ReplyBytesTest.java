package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ScepException;
import org.scepclient.value.Bytes;

/** Every byte of a reply is either verified or ignored. */
class ReplyBytesTest {
    /** One bit, another bit, all bits. */
    private static final int[] FLIPS = {0x01, 0x80, 0xFF};

    private static List<CertRep> replies() {
        return List.of(Exchange.success(), Exchange.pending(), Exchange.failure());
    }

    @Test
    void acceptsNoReplyWithAnyByteOfTheSignedDataChanged() throws Exception {
        for (CertRep reply : replies()) {
            byte[] message = Exchange.signed(reply).toArray();
            SignedData data =
                    SignedData.getInstance(ContentInfo.getInstance(message).getContent());
            SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            List<byte[]> covered = List.of(
                    data.getEncapContentInfo().getEncoded(ASN1Encoding.DER),
                    signer.getAuthenticatedAttributes().getEncoded(ASN1Encoding.DER),
                    signer.getEncryptedDigest().getEncoded(ASN1Encoding.DER));
            for (byte[] part : covered) {
                // The tag of the attributes differs between the message and the signed data.
                byte[] content = Arrays.copyOfRange(part, 1, part.length);
                int start = indexOf(message, content) - 1;
                for (int at = start; at < start + part.length; at++) {
                    assertRefused(message, at);
                }
            }
        }
    }

    private static void assertRefused(byte[] message, int at) {
        for (int flip : FLIPS) {
            byte[] damaged = message.clone();
            damaged[at] ^= (byte) flip;
            boolean accepted = true;
            try {
                Exchange.decode(Bytes.of(damaged));
            } catch (ScepException e) {
                accepted = false;
            }
            assertThat(accepted).as("byte %d flipped by %x", at, flip).isFalse();
        }
    }

    private static int indexOf(byte[] message, byte[] part) {
        for (int at = 0; at + part.length <= message.length; at++) {
            if (Arrays.equals(message, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new IllegalStateException("not found");
    }

    /** The certificates outside the signature, the signer's name and the list of digests are unused hints. */
    @Test
    void ignoresChangesOfUnsignedBytes() throws Exception {
        for (CertRep reply : replies()) {
            byte[] message = Exchange.signed(reply).toArray();
            for (int at = 0; at < message.length; at++) {
                byte[] damaged = message.clone();
                damaged[at] ^= (byte) FLIPS[at % FLIPS.length];
                try {
                    assertThat(Exchange.decode(Bytes.of(damaged))).isEqualTo(reply);
                } catch (ScepException e) {
                    assertThat(e.getMessage()).doesNotContain("\n");
                }
            }
        }
    }

    @Test
    void refusesATruncatedReply() throws Exception {
        byte[] message = Exchange.signed(Exchange.pending()).toArray();
        for (int length = 0; length < message.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(message, length));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> Exchange.decode(cut))
                    .isInstanceOf(ScepException.class);
        }
    }
}
