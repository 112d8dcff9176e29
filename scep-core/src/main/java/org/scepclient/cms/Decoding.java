package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cms.CMSException;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** The boundary to the ASN.1 decoder, which reports malformed input by several unchecked exceptions. */
final class Decoding {
    private static final int SEQUENCE = 0x30;

    private Decoding() {}

    interface Step<T> {
        T run() throws IOException, CMSException, GeneralSecurityException, ProtocolException;
    }

    /** Runs one decoding step and turns each of its exceptions into one that names {@code what}. */
    static <T> T of(String what, Step<T> step) throws ProtocolException {
        try {
            return step.run();
        } catch (IOException | CMSException | GeneralSecurityException | RuntimeException | StackOverflowError e) {
            throw ProtocolException.malformed(what, e);
        }
    }

    /**
     * Decodes a SEQUENCE in BER or DER. The error for other content describes it.
     *
     * @param content may have white space and zero bytes after the SEQUENCE, which some servers send
     */
    static ASN1Primitive sequence(String what, Bytes content) throws ProtocolException {
        byte[] octets = content.toArray();
        requireSequence(what, octets);
        requireNothingAfter(what, octets, EncodingBounds.require(what, octets));
        return first(what, new ASN1InputStream(octets));
    }

    /**
     * As {@link #sequence}, for content from a trusted signer: the number of elements is not limited, because a CRL may
     * have many, and objects are built on demand.
     */
    static ASN1Primitive trustedSequence(String what, Bytes content) throws ProtocolException {
        byte[] octets = content.toArray();
        requireSequence(what, octets);
        requireNothingAfter(what, octets, EncodingBounds.requireDepth(what, octets));
        return first(what, new ASN1InputStream(octets, true));
    }

    /** As {@link #sequence}, but ignores what follows, such as the trust settings of OpenSSL's trusted certificates. */
    static ASN1Primitive leadingSequence(String what, Bytes content) throws ProtocolException {
        byte[] octets = content.toArray();
        requireSequence(what, octets);
        EncodingBounds.require(what, octets);
        return first(what, new ASN1InputStream(octets));
    }

    private static void requireNothingAfter(String what, byte[] octets, int end) throws ProtocolException {
        for (int i = end; i < octets.length; i++) {
            if (octets[i] != 0 && !Character.isWhitespace(octets[i])) {
                throw ProtocolException.malformed(
                        what, octets.length - end + " bytes follow the end of the DER, expected none");
            }
        }
    }

    private static void requireSequence(String what, byte[] octets) throws ProtocolException {
        if (octets.length == 0 || octets[0] != SEQUENCE) {
            throw ProtocolException.malformed(what, ForeignContent.describe(octets));
        }
    }

    private static ASN1Primitive first(String what, ASN1InputStream octets) throws ProtocolException {
        return of(what, () -> {
            ASN1Primitive first = octets.readObject();
            if (first == null) {
                throw ProtocolException.malformed(what, "it is empty");
            }
            return first;
        });
    }
}
