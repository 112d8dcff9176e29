package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;

/** Content of a file that may not fit into memory. */
@FunctionalInterface
public interface FileContent {
    void writeTo(OutputStream out) throws IOException;
}
