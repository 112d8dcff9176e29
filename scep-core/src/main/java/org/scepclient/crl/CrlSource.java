package org.scepclient.crl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.scepclient.value.Bytes;

/** One CRL in DER, however large, that can be read more than once. */
public interface CrlSource {

    /** The encoding from its first byte; the caller closes the stream. */
    InputStream open() throws IOException;

    /** A CRL in memory, for example one of a reply. */
    static CrlSource of(Bytes der) {
        return () -> new ByteArrayInputStream(der.toArray());
    }
}
