package org.scepclient.cli.sscep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.pem.PemReader;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.value.Printable;

/** Reads PEM files. */
final class PemFile {
    private static final int MAX_BYTES = 4 << 20;

    private PemFile() {}

    static PemReader read(String name) throws StorageException {
        return PemReader.of(text(name), name);
    }

    /** The certificates of a CA, with their trust anchor marks. */
    static CaCertificatesPem caCertificates(String name) throws StorageException {
        return CaCertificatesPem.read(text(name), name);
    }

    private static String text(String name) throws StorageException {
        try (var in = Files.newInputStream(path(name))) {
            byte[] content = in.readNBytes(MAX_BYTES);
            if (content.length == MAX_BYTES) {
                throw new StorageException(name, "too large for a PEM file");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new StorageException(name, "cannot read the file: " + FileProblem.of(e), e);
        }
    }

    static boolean isReadable(String name) throws StorageException {
        Path path = path(name);
        return Files.isReadable(path) && !Files.isDirectory(path);
    }

    static Path path(String name) throws StorageException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new StorageException(Printable.oneLine(name), FileProblem.of(e), e);
        }
    }
}
