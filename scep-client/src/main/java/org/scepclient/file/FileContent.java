package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;

/** The content of a file, written piece by piece because it may not fit into memory. */
@FunctionalInterface
public interface FileContent {
    void writeTo(OutputStream out) throws IOException;
}
