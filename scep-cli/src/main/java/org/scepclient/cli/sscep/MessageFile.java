package org.scepclient.cli.sscep;

import java.nio.charset.StandardCharsets;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Bytes;

/** The output file of {@code -m}, for a request message that is not sent. */
final class MessageFile {
    private final VerboseReport report;
    private final String name;

    MessageFile(VerboseReport report, String name) {
        this.report = report;
        this.name = name;
    }

    void write(Bytes message) throws StorageException {
        byte[] pem = PemWriter.message(message).getBytes(StandardCharsets.US_ASCII);
        OutputFile.named(name, FileAccess.PUBLIC).write(pem);
        report.info("request message written as " + name);
        report.facts().put("messageFile", name);
    }
}
