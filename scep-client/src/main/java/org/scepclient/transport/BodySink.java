package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;

/** Where a body goes that may be larger than the memory, for example a file. */
public interface BodySink {

    /** Begins an empty body; another attempt begins again, and the stream before is then of no use. */
    OutputStream begin() throws IOException;

    /** The longest body that is taken, in bytes. */
    long limit();

    /** The body of the reply from {@code url} cannot be stored. */
    static TransportException failed(HttpUrl url, IOException cause) {
        return new TransportException(
                ErrorCode.STORAGE,
                url + ": cannot store the reply: " + ConnectionFailure.text(cause) + "; check the space on the disk",
                false,
                cause);
    }
}
