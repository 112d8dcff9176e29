package org.scepclient.pem;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;

/** Files made with OpenSSL; their README has the commands. */
final class TestFile {
    static final Secret PASSPHRASE = Secret.of("žluťoučký");

    private TestFile() {}

    static String text(String name) {
        try {
            return Files.readString(directory().resolve(name));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }

    static PemReader read(String name) throws StorageException {
        return PemReader.of(text(name), name);
    }

    static List<String> names(String glob) throws IOException, URISyntaxException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), glob)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        Collections.sort(names);
        return names;
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(TestFile.class.getResource("README"))
                        .toURI())
                .resolveSibling("");
    }
}
