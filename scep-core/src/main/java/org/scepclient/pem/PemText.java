package org.scepclient.pem;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.scepclient.error.StorageException;

/** The lines of PEM text (RFC 7468; headers of RFC 1421). */
final class PemText {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    /** Blanks and the byte order mark, decoded as UTF-8 or as Latin-1. */
    private static final String BLANKS = " \t\uFEFF\u00EF\u00BB\u00BF";

    private static final int COLUMNS = 64;

    /** Known labels have at most 27 characters. */
    private static final int LONGEST_LABEL = 80;

    private PemText() {}

    /** The blocks in their order; text outside of them is skipped. */
    static List<PemBlock> blocks(String text, String place) throws StorageException {
        List<PemBlock> blocks = new ArrayList<>();
        int at = nextBegin(text, 0);
        int line = 1;
        int counted = 0;
        while (at >= 0) {
            // Linear in the length: a server may send megabytes of small blocks.
            line += lineEnds(text, counted, at);
            counted = at;
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            if (labelEnd < 0 || label.indexOf('\n') >= 0 || label.length() > LONGEST_LABEL) {
                throw new StorageException(place, "the block that begins in line " + line + " has no label");
            }
            String endLine = END + label + DASHES;
            int end = text.indexOf(END, labelEnd + DASHES.length());
            if (end < 0 || !text.startsWith(endLine, end)) {
                throw new StorageException(
                        place,
                        "the block " + label + " in line " + line + " has no " + endLine + "; the file is truncated");
            }
            blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end), line));
            at = nextBegin(text, end + endLine.length());
        }
        return blocks;
    }

    /** The next BEGIN at the start of a line; within a line it is text. */
    private static int nextBegin(String text, int from) {
        int at = text.indexOf(BEGIN, from);
        while (at >= 0 && !isLineStart(text, at)) {
            at = text.indexOf(BEGIN, at + 1);
        }
        return at;
    }

    private static boolean isLineStart(String text, int at) {
        int start = at;
        while (start > 0 && BLANKS.indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return start == 0 || text.charAt(start - 1) == '\n' || text.charAt(start - 1) == '\r';
    }

    /** Headers end with an empty line (RFC 1421 §4.4); without headers, all of the body is content. */
    private static PemBlock block(String label, String body, int line) {
        if (body.indexOf(':') < 0) {
            return new PemBlock(label, Map.of(), body, line);
        }
        Map<String, String> headers = new HashMap<>();
        StringBuilder content = new StringBuilder(body.length());
        boolean inHeaders = true;
        for (String text : body.strip().split("\\R", -1)) {
            int colon = text.indexOf(':');
            if (inHeaders && colon > 0) {
                headers.put(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip());
            } else {
                inHeaders = false;
                content.append(text);
            }
        }
        return new PemBlock(label, headers, content.toString(), line);
    }

    private static int lineEnds(String text, int from, int to) {
        int ends = 0;
        for (int end = text.indexOf('\n', from); end >= 0 && end < to; end = text.indexOf('\n', end + 1)) {
            ends++;
        }
        return ends;
    }

    static String write(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(content);
        return BEGIN + label + DASHES + "\n" + base64 + "\n" + END + label + DASHES + "\n";
    }
}
