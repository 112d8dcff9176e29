package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;

/** The destination of a body that may not fit into memory, for example a file. */
public interface BodySink {

    /** Starts an empty body, also for a further attempt, after which the earlier stream is no longer used. */
    OutputStream begin() throws IOException;

    /** The maximum length of the body in bytes. */
    long limit();

    /** The error for a body that cannot be stored. */
    static TransportException failed(HttpUrl url, IOException cause) {
        return new TransportException(
                ErrorCode.STORAGE,
                url + ": cannot store the reply: " + ConnectionFailure.text(cause) + "; check the disk space",
                false,
                cause);
    }
}
