package org.scepclient.cms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** The body of a GetCACert response (RFC 8894 §4.2.1), in each of the forms that servers send. */
record CaBundle(Bytes body) {
    private static final String WHAT = "CA certificate response";
    private static final int MAX_BLOCKS = 100;
    private static final int DER_SEQUENCE = 0x30;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 #]{1,40}-----");
    private static final String END = "-----END ";

    /** The first characters of Base64 for a SEQUENCE whose length takes two octets. */
    private static final String BASE64_OF_SEQUENCE = "MI";

    CertificatesOnly read() throws ProtocolException {
        List<Bytes> single = new ArrayList<>();
        List<CertificatesOnly> parts = new ArrayList<>();
        for (Bytes encoded : encodings()) {
            if (isSignedData(encoded)) {
                parts.add(CertificatesOnly.decode(encoded));
            } else {
                single.add(encoded);
            }
        }
        parts.add(CertificatesOnly.certificates(single));
        CertificatesOnly all = new CertificatesOnly(
                parts.stream().flatMap(part -> part.certificates().stream()).toList(),
                parts.stream().flatMap(part -> part.crls().stream()).toList(),
                parts.stream()
                        .flatMap(part -> part.unreadable().stream())
                        .distinct()
                        .toList());
        int count = all.certificates().size() + all.unreadable().size();
        if (count > CertificatesOnly.MAX_CERTIFICATES) {
            throw ProtocolException.malformed(
                    WHAT,
                    "it has " + count + " certificates, at most " + CertificatesOnly.MAX_CERTIFICATES + " are read");
        }
        if (all.certificates().isEmpty() && !all.unreadable().isEmpty()) {
            throw ProtocolException.malformed(
                    WHAT,
                    "none of its certificates can be read; the first: "
                            + all.unreadable().getFirst());
        }
        return all;
    }

    private static boolean isSignedData(Bytes encoded) throws ProtocolException {
        ASN1Primitive first = Decoding.sequence(WHAT, encoded);
        ASN1Sequence sequence = Decoding.of(WHAT, () -> ASN1Sequence.getInstance(first));
        return Decoding.of(
                WHAT, () -> sequence.size() > 0 && CMSObjectIdentifiers.signedData.equals(sequence.getObjectAt(0)));
    }

    private List<Bytes> encodings() throws ProtocolException {
        byte[] octets = body.toArray();
        if (octets.length > 0 && octets[0] == DER_SEQUENCE) {
            return List.of(body);
        }
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        Matcher begin = BEGIN.matcher(text);
        if (begin.find()) {
            return blocks(text, begin);
        }
        if (text.stripLeading().startsWith(BASE64_OF_SEQUENCE)) {
            return List.of(base64(text));
        }
        throw ProtocolException.malformed(WHAT, ForeignContent.describe(octets));
    }

    private static List<Bytes> blocks(String text, Matcher begin) throws ProtocolException {
        List<Bytes> blocks = new ArrayList<>();
        int from = 0;
        while (begin.find(from)) {
            int end = text.indexOf(END, begin.end());
            if (end < 0) {
                throw ProtocolException.malformed(WHAT, "it is PEM without an END line; it is truncated");
            }
            if (blocks.size() == MAX_BLOCKS) {
                throw ProtocolException.malformed(WHAT, "it has more than " + MAX_BLOCKS + " PEM blocks");
            }
            blocks.add(base64(text.substring(begin.end(), end)));
            from = end + END.length();
        }
        return blocks;
    }

    private static Bytes base64(String text) throws ProtocolException {
        try {
            return Bytes.ofBase64(text);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed(WHAT, "it is text, but not valid Base64");
        }
    }
}
