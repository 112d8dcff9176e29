package org.scepclient.crl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.scepclient.value.Bytes;

/** A CRL in DER, of any size, that can be read repeatedly. */
public interface CrlSource {

    /** A stream from the first byte of the encoding; the caller closes it. */
    InputStream open() throws IOException;

    /** A CRL in memory, for example from a reply. */
    static CrlSource of(Bytes der) {
        return () -> new ByteArrayInputStream(der.toArray());
    }
}
