package org.scepclient.pem;

import java.util.Map;
import org.scepclient.error.StorageException;
import org.scepclient.value.Bytes;

/**
 * A block of PEM text with its encoded content.
 *
 * @param label the label of the BEGIN line
 * @param headers the RFC 1421 headers of a key in OpenSSL's traditional encryption; empty for other blocks
 * @param base64 the encoded content
 * @param line the number of the BEGIN line, counted from 1
 */
record PemBlock(String label, Map<String, String> headers, String base64, int line) {

    PemBlock {
        headers = Map.copyOf(headers);
    }

    byte[] content(String place) throws StorageException {
        try {
            byte[] content = Bytes.ofBase64(base64).toArray();
            if (content.length == 0) {
                throw new StorageException(place, this + " is empty");
            }
            return content;
        } catch (IllegalArgumentException e) {
            throw new StorageException(place, this + " is not Base64", e);
        }
    }

    /** The form for error messages, without the content, which may be a key. */
    @Override
    public String toString() {
        return "the block " + label + " in line " + line;
    }
}
