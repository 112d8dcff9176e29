package org.scepclient.testca.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.scepclient.value.Bytes;

/** The correct GetCACert response in formats other than DER. */
final class CaFormats {
    private static final int LINE = 64;

    private CaFormats() {}

    static Bytes apply(Fault fault, Bytes right) {
        return switch (fault) {
            case CA_PEM -> pem(right);
            case CA_BASE64 -> ascii(base64(right));
            case CA_GZIP -> compressed(right);
            default -> joined(right, "\r\n");
        };
    }

    private static Bytes pem(Bytes right) {
        boolean message = CMSObjectIdentifiers.signedData.equals(
                ASN1Sequence.getInstance(right.toArray()).getObjectAt(0));
        String label = message ? "PKCS7" : "CERTIFICATE";
        return ascii("-----BEGIN " + label + "-----\n" + base64(right) + "-----END " + label + "-----\n");
    }

    private static String base64(Bytes right) {
        return Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(right.toArray()) + "\n";
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes joined(Bytes right, String end) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(right.toArray());
        all.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return Bytes.of(all.toByteArray());
    }

    private static Bytes compressed(Bytes right) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(all)) {
            out.write(right.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not take it", e);
        }
        return Bytes.of(all.toByteArray());
    }
}
