package org.scepclient.dist;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code src/build/ClassFiles.java}, compiled as the build does it, which runs it as a source file. */
final class JarMaking {
    private static final Path SOURCES = Path.of("src/build");

    private final Method copy;
    private final Method names;

    private JarMaking(Class<?> classFiles, Class<?> runTimeNames) throws ReflectiveOperationException {
        copy = classFiles.getDeclaredMethod("copy", Path.class, Path.class, runTimeNames);
        names = runTimeNames.getDeclaredMethod("read", Path.class);
        copy.setAccessible(true);
        names.setAccessible(true);
    }

    /**
     * Compiles it.
     *
     * @param directory an empty one
     */
    static JarMaking in(Path directory) throws IOException, ReflectiveOperationException {
        Map<String, String> sources = new TreeMap<>();
        for (String name : List.of("ClassFiles", "Lambdas", "Boxes", "Reachable", "RunTimeNames")) {
            sources.put(name, Files.readString(SOURCES.resolve(name + ".java")));
        }
        ProgramJar jar = ProgramJar.compiled(directory, List.of(), sources, Map.of());
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.file().toUri().toURL()});
        return new JarMaking(loader.loadClass("ClassFiles"), loader.loadClass("RunTimeNames"));
    }

    /**
     * The jar as the application would have it.
     *
     * @param declared the lines of the file that declares which names are made at run time
     * @throws IllegalArgumentException if it refuses
     */
    ProgramJar copy(ProgramJar jar, String... declared) throws Exception {
        Path file = jar.file().resolveSibling("run-time-names");
        Files.write(file, List.of(declared));
        ProgramJar made = new ProgramJar(jar.file().resolveSibling("made.jar"));
        try {
            copy.invoke(null, jar.file(), made.file(), names.invoke(null, file));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return made;
    }
}
