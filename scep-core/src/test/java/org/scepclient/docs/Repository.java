package org.scepclient.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The sources and documents of all modules. */
final class Repository {
    private Repository() {}

    /** Finds the top directory above the current one, which during tests is that of a module. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("docs/standards.md"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "docs/standards.md is not above " + Path.of("").toAbsolutePath());
        }
        return directory;
    }

    /** Lists the files in a directory, or the file itself, without the results of builds. */
    static List<Path> files(Path start) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = String.valueOf(directory.getFileName());
                boolean source = !name.equals("target") && (!name.startsWith(".") || name.equals(".ci"));
                return source || directory.equals(start) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files.stream().sorted().toList();
    }

    /** Reads the prose of a file by its type; empty for data. */
    static List<Passage> prose(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String type = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : name;
        return switch (type) {
            case "java" ->
                JavaProse.read(Files.readString(file), !file.toString().contains("/src/test/"));
            case "js", "css" -> JavaProse.read(Files.readString(file), false);
            case "md", "README" -> TextProse.markdown(Files.readString(file));
            case "reference" -> TextProse.hashComments(Files.readString(file), Passage.Kind.DOCUMENT);
            case "xml" -> TextProse.xmlComments(Files.readString(file));
            case "service", "timer" -> TextProse.hashComments(Files.readString(file), Passage.Kind.COMMENT);
            case "description", "summary" -> List.of(new Passage(Passage.Kind.MESSAGE, 1, Files.readString(file)));
            default -> script(Files.readAllBytes(file), type.equals("py"));
        };
    }

    private static List<Passage> script(byte[] content, boolean python) {
        boolean shell = content.length > 2 && content[0] == '#' && content[1] == '!';
        if (!shell && !python) {
            return List.of();
        }
        String source = new String(content, StandardCharsets.UTF_8);
        List<Passage> passages = new ArrayList<>(TextProse.hashComments(source, Passage.Kind.COMMENT));
        passages.addAll(python ? TextProse.docstrings(source) : TextProse.shellMessages(source));
        return passages;
    }
}
