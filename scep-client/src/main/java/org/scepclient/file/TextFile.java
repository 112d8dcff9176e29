package org.scepclient.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepclient.error.StorageException;
import org.scepclient.pem.PemReader;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.value.Utf8;

/** Files with PEM and other text; errors name the file. */
public final class TextFile {
    private static final int LIMIT = 1 << 20;

    private TextFile() {}

    /** Reads the text as ISO 8859-1, without the byte order mark that some editors write. */
    public static String read(Path file) throws StorageException {
        return latin1(Utf8.withoutByteOrderMark(content(file)));
    }

    /** Reads the text with a byte order mark, for a file that will be written again. */
    public static String readWhole(Path file) throws StorageException {
        return latin1(content(file));
    }

    private static String latin1(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    private static byte[] content(Path file) throws StorageException {
        try (var in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new StorageException(file.toString(), "the file is longer than " + LIMIT + " bytes");
            }
            return content;
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the file: " + FileProblem.of(e));
        }
    }

    public static List<X509Certificate> certificates(Path file) throws StorageException {
        return PemReader.of(read(file), file.toString()).certificates();
    }

    /** Reads the certificates of a CA with the marks of trust anchors. */
    public static CaCertificatesPem caCertificates(Path file) throws StorageException {
        return CaCertificatesPem.read(read(file), file.toString());
    }

    /** Reads the first certificate, for example that of a chain. */
    public static X509Certificate certificate(Path file) throws StorageException {
        return certificates(file).getFirst();
    }

    public static void write(Path file, FileAccess access, String text) throws StorageException {
        OutputFile.of(file, access).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
