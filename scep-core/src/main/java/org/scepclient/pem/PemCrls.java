package org.scepclient.pem;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;

/** Decodes and encodes CRLs of any length as PEM streams. Blocks with other labels are skipped. */
public final class PemCrls {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The number of characters of a line that are kept; a line of Base64 may be longer. */
    private static final int LINE_LIMIT = 200;

    private static final int COLUMNS = 64;

    /** The number of Base64 characters that are decoded at once. */
    private static final int PIECE = 4096;

    private final InputStream text;
    private final String place;
    private final Set<String> others = new LinkedHashSet<>();
    private boolean any;

    /**
     * A decoder of the CRLs in a PEM text.
     *
     * @param place the source of the text, for error messages
     */
    public PemCrls(InputStream text, String place) {
        this.text = new BufferedInputStream(text, 1 << 16);
        this.place = place;
    }

    /**
     * Decodes the next CRL.
     *
     * @return false if there are no more
     * @throws StorageException if the text has no CRL at all, or a block is damaged
     */
    public boolean next(OutputStream der) throws IOException, StorageException {
        for (String label = label(); !label.isEmpty(); label = label()) {
            if (PemKind.CRL.includes(label)) {
                any = true;
                decode(label, der);
                return true;
            }
            if (others.size() < 3) {
                others.add(label);
            }
        }
        if (any) {
            return false;
        }
        throw new StorageException(
                place,
                "found " + (others.isEmpty() ? "no PEM block" : String.join(" and ", others)) + ", expected "
                        + PemKind.CRL.expected());
    }

    /** The label of the next block; empty at the end. */
    private String label() throws IOException {
        StringBuilder line = new StringBuilder();
        while (readLine(line)) {
            int begin = line.indexOf(BEGIN);
            int end = begin < 0 ? -1 : line.indexOf(DASHES, begin + BEGIN.length());
            // A BEGIN within a line is text, not a block; a byte order mark may precede a block.
            if (end > begin + BEGIN.length() && begin <= 3) {
                return line.substring(begin + BEGIN.length(), end);
            }
        }
        return "";
    }

    /** Reads the start of a line; false at the end of the text. */
    private boolean readLine(StringBuilder line) throws IOException {
        line.setLength(0);
        int c = text.read();
        if (c < 0) {
            return false;
        }
        for (; c >= 0 && c != '\n' && c != '\r'; c = text.read()) {
            if (line.length() < LINE_LIMIT) {
                line.append((char) c);
            }
        }
        return true;
    }

    private void decode(String label, OutputStream der) throws IOException, StorageException {
        byte[] base64 = new byte[PIECE];
        int length = 0;
        long written = 0;
        boolean padded = false;
        for (int c = text.read(); c != '-'; c = text.read()) {
            if (c < 0) {
                throw new StorageException(place, "the block " + label + " does not end; the file is truncated");
            }
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (length == PIECE) {
                written += write(label, base64, der);
                length = 0;
            }
            // Padding ends the content, which the decoder of the pieces cannot check.
            if (padded && c != '=') {
                throw damaged(label, null);
            }
            padded = c == '=';
            base64[length++] = (byte) c;
        }
        written += write(label, Arrays.copyOf(base64, length), der);
        if (written == 0) {
            throw new StorageException(place, "the block " + label + " is empty");
        }
        requireEnd(label);
    }

    private int write(String label, byte[] base64, OutputStream der) throws IOException, StorageException {
        try {
            byte[] content = Base64.getDecoder().decode(base64);
            der.write(content);
            return content.length;
        } catch (IllegalArgumentException e) {
            throw damaged(label, e);
        }
    }

    private StorageException damaged(String label, @Nullable Throwable cause) {
        return new StorageException(place, "the block " + label + " is not Base64", cause);
    }

    /** Reads the rest of the END line, whose first dash was read. */
    private void requireEnd(String label) throws IOException, StorageException {
        String end = END + label + DASHES;
        StringBuilder line = new StringBuilder();
        readLine(line);
        if (!("-" + line).startsWith(end)) {
            throw new StorageException(place, "the block " + label + " has no " + end + "; the file is truncated");
        }
    }

    /** Encodes a CRL like OpenSSL: lines of 64 characters that end with LF. */
    public static void write(InputStream der, OutputStream pem) throws IOException {
        String label = PemKind.CRL.label();
        pem.write((BEGIN + label + DASHES).getBytes(StandardCharsets.US_ASCII));
        byte[] line = new byte[COLUMNS / 4 * 3];
        for (int count = der.readNBytes(line, 0, line.length); count > 0; ) {
            pem.write('\n');
            pem.write(Base64.getEncoder().encode(count == line.length ? line : Arrays.copyOf(line, count)));
            count = der.readNBytes(line, 0, line.length);
        }
        pem.write(("\n" + END + label + DASHES + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
