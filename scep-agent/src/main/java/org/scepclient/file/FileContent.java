package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;

/** What a file is to hold, written piece by piece because it may not fit into the memory. */
@FunctionalInterface
public interface FileContent {
    void writeTo(OutputStream out) throws IOException;
}
