package org.scepclient.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A data directory as anybody sees it who looks into it with other means than the store's. */
record DataDirectory(Path path) {

    List<String> names() {
        return names(path);
    }

    static List<String> names(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the pairs with their content. */
    Map<String, byte[]> pairs() {
        Map<String, byte[]> pairs = new TreeMap<>();
        for (String name : names()) {
            if (name.matches("[0-9A-F]{2}(-2)?\\.(key|crt)")) {
                pairs.put(name, content(path.resolve(name)));
            }
        }
        return pairs;
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that a link names, or nothing. */
    String linked(String name) {
        Path link = path.resolve(name);
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DataDirectory copiedTo(Path other) {
        try (Stream<Path> all = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
            for (Path file : all.toList()) {
                Path copy = other.resolve(path.relativize(file).toString());
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
            return new DataDirectory(other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Directories are for their owner alone; keys, also unfinished ones, and what waits too. */
    void requireSecret() {
        try (Stream<Path> all = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
            for (Path file : all.toList()) {
                boolean secret = file.toString().contains(".key") || file.startsWith(path.resolve("pending"));
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    assertThat(permissions(file)).as("%s", file).isEqualTo("rwx------");
                } else if (secret && !Files.isSymbolicLink(file)) {
                    assertThat(permissions(file)).as("%s", file).isEqualTo("rw-------");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
