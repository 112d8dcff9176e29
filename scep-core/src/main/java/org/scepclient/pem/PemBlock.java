package org.scepclient.pem;

import java.util.Map;
import org.scepclient.error.StorageException;
import org.scepclient.value.Base64Text;

/**
 * One block of PEM text, its content still encoded.
 *
 * @param label what stands after BEGIN
 * @param headers the RFC 1421 headers, which only encrypted keys have
 * @param base64 the encoded content
 * @param line the line of BEGIN, counted from 1
 */
record PemBlock(String label, Map<String, String> headers, String base64, int line) {

    PemBlock {
        headers = Map.copyOf(headers);
    }

    byte[] content(String place) throws StorageException {
        try {
            byte[] content = Base64Text.decode(base64);
            if (content.length == 0) {
                throw new StorageException(place, this + " is empty");
            }
            return content;
        } catch (IllegalArgumentException e) {
            throw new StorageException(place, this + " is not Base64", e);
        }
    }

    /** For error messages; without the content, which may be a key. */
    @Override
    public String toString() {
        return "the block " + label + " of line " + line;
    }
}
