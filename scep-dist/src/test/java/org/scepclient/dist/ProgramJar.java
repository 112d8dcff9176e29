package org.scepclient.dist;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A jar with programs that a test has compiled.
 *
 * @param file where it is
 */
record ProgramJar(Path file) {

    /**
     * Compiles sources.
     *
     * @param directory an empty one
     * @param options more of the compiler's
     * @param sources the texts by the names of their classes
     * @param others what else is in the jar, by the names of the entries
     */
    static ProgramJar compiled(
            Path directory, List<String> options, Map<String, String> sources, Map<String, byte[]> others)
            throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(classes, options, sources);
        ProgramJar jar = new ProgramJar(directory.resolve("program.jar"));
        try (Stream<Path> files = Files.walk(classes);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar.file))) {
            for (Path one : files.filter(Files::isRegularFile).toList()) {
                put(out, classes.relativize(one).toString(), Files.readAllBytes(one));
            }
            for (Map.Entry<String, byte[]> other : others.entrySet()) {
                put(out, other.getKey(), other.getValue());
            }
        }
        return jar;
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    private static void compile(Path classes, List<String> options, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> all = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none"));
            all.addAll(options);
            StringWriter messages = new StringWriter();
            List<Source> units = sources.entrySet().stream()
                    .map(source -> new Source(source.getKey(), source.getValue()))
                    .toList();
            if (!compiler.getTask(messages, files, null, all, null, units).call()) {
                throw new AssertionError(messages.toString());
            }
        }
    }

    /** The names of its entries. */
    List<String> entries() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return Collections.list(zip.entries()).stream()
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    byte[] entry(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    /** Its classes, of which the tests' class path knows nothing. */
    URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** Runs the program and returns its result. */
    List<String> run(String program) throws Exception {
        try (URLClassLoader loader = loader()) {
            Object made = loader.loadClass(program).getDeclaredConstructor().newInstance();
            List<String> results = new ArrayList<>();
            ((List<?>) ((Callable<?>) made).call()).forEach(result -> results.add((String) result));
            return results;
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
