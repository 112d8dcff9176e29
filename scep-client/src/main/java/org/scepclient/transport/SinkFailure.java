package org.scepclient.transport;

import java.io.IOException;
import java.io.OutputStream;
import org.scepclient.transport.Transport.BodySink;

/** A body cannot be stored, in contrast to a failure of the connection. */
final class SinkFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private SinkFailure(IOException cause) {
        super(cause.getMessage(), cause);
    }

    static OutputStream begin(BodySink sink) throws SinkFailure {
        try {
            return sink.begin();
        } catch (IOException e) {
            throw new SinkFailure(e);
        }
    }

    static void write(OutputStream out, byte[] bytes, int length) throws SinkFailure {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new SinkFailure(e);
        }
    }
}
