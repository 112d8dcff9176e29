package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.crl.CrlSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.file.TemporaryFile;
import org.scepclient.operation.WebPage;
import org.scepclient.pem.PemCrls;
import org.scepclient.transport.Transport.BodySink;
import org.scepclient.value.Bytes;

/** CRLs in temporary files, as received and in DER, until one of them is verified and written. */
final class CrlSpool implements BodySink, AutoCloseable {
    private static final int MAX_CRLS = 16;
    private static final int HEAD = 4096;

    private final TemporaryFile received;
    private final TemporaryFile decoded;
    private final long limit;

    private CrlSpool(TemporaryFile received, TemporaryFile decoded, long limit) {
        this.received = received;
        this.decoded = decoded;
        this.limit = limit;
    }

    /**
     * Creates the files.
     *
     * @param limit the longest CRL, in bytes
     */
    static CrlSpool in(Path directory, long limit) throws StorageException {
        return new CrlSpool(TemporaryFile.in(directory), TemporaryFile.in(directory), limit);
    }

    @Override
    public OutputStream begin() throws IOException {
        return received.truncate();
    }

    @Override
    public long limit() {
        return limit;
    }

    /** The CRLs in the body received from {@code place}, DER or PEM. */
    List<CrlSource> crls(String place) throws IOException, ProtocolException {
        Bytes head;
        try (InputStream in = whole(received).open()) {
            head = Bytes.of(in.readNBytes(HEAD));
        }
        if (head.isEmpty()) {
            throw malformed(place + ": the reply is empty; check the URL");
        }
        if (WebPage.isOne(head)) {
            throw malformed(place + ": the reply is " + WebPage.describe(head) + ", not a CRL; check the URL");
        }
        if (isDer(whole(received))) {
            return List.of(whole(received));
        }
        try (InputStream text = whole(received).open()) {
            return fromPem(text, place);
        }
    }

    /** The CRLs in the values of a directory, each in DER or PEM. */
    List<CrlSource> crls(List<Bytes> values, String place) throws IOException, ProtocolException {
        List<CrlSource> crls = new ArrayList<>();
        for (Bytes value : values) {
            CrlSource content = CrlSource.of(value);
            if (isDer(content)) {
                crls.add(content);
            } else {
                try (InputStream text = content.open()) {
                    crls.addAll(fromPem(text, place));
                }
            }
        }
        return crls;
    }

    private List<CrlSource> fromPem(InputStream text, String place) throws IOException, ProtocolException {
        List<CrlSource> crls = new ArrayList<>();
        PemCrls pem = new PemCrls(text, place);
        try (OutputStream der = decoded.append()) {
            long from = decoded.length();
            while (crls.size() < MAX_CRLS && pem.next(der)) {
                crls.add(part(decoded, from, decoded.length()));
                from = decoded.length();
            }
            return crls;
        } catch (StorageException e) {
            throw malformed(e.getMessage());
        }
    }

    private static ProtocolException malformed(String message) {
        return new ProtocolException(ErrorCode.MALFORMED, message);
    }

    private static CrlSource whole(TemporaryFile file) {
        return part(file, 0, file.length());
    }

    private static CrlSource part(TemporaryFile file, long from, long to) {
        return () -> file.open(from, to - from);
    }

    /** Whether the content is a SEQUENCE with a length of several bytes; no text begins so. */
    private static boolean isDer(CrlSource content) throws IOException {
        try (InputStream in = content.open()) {
            return in.read() == 0x30 && in.read() >= 0x80;
        }
    }

    @Override
    public void close() throws StorageException {
        try (decoded) {
            received.close();
        }
    }
}
