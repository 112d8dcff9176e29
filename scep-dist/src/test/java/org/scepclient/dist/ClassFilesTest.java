package org.scepclient.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Programs run as the compiler made them and as the build rewrites them, and both must return the same. */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "on an older JDK the build leaves the classes as they are")
class ClassFilesTest {
    private static final String PACKAGE = "org.scepclient.dist.program.";
    /** As the build compiles, and as javac does on its own. */
    private static final String[] JOINED = {"-XDstringConcat=inline", "-XDstringConcat=indyWithConstants"};

    private static JarMaking making;

    @TempDir
    Path directory;

    @BeforeAll
    static void compileTheBuild(@TempDir Path build) throws Exception {
        making = JarMaking.in(build);
    }

    /** A switch that begins again from the wrong case may never end. */
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @CsvSource({"Records,15000", "Switches,2000", "Lambdas,400", "Mixed,400"})
    void rewrittenProgramBehavesAsTheCompilersDoes(String program, int least) throws Exception {
        for (String joined : JOINED) {
            ProgramJar original = compiled(joined, program);

            List<String> results = making.copy(original).run(PACKAGE + program);

            assertSame(results, original.run(PACKAGE + program), least);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nothing",
                "Text",
                "Real",
                "Numbers",
                "Generic",
                "All",
                "Nested",
                "Accessor",
                "Names",
                "Asked",
                "Holder$Inside",
                "Kind$InEnum"
            })
    void recordHasCodeOfItsOwn(String name) throws Exception {
        ProgramJar original = compiled(JOINED[0], "Records");

        assertThat(added(original, "Records$" + name)).isEmpty();
        assertThat(added(making.copy(original), "Records$" + name)).containsExactly("equals", "hashCode");
    }

    @Test
    void whatARecordWritesItselfStays() throws Exception {
        ProgramJar made = making.copy(compiled(JOINED[0], "Records"));

        assertThat(added(made, "Records$OwnEquals")).containsExactly("hashCode");
        assertThat(added(made, "Records$OwnHash")).containsExactly("equals");
    }

    @ParameterizedTest
    @CsvSource({"Switches,typeSwitch", "Switches$Named,typeSwitch", "Mixed,typeSwitch"})
    void switchOverTypesHasCodeOfItsOwn(String name, String method) throws Exception {
        ProgramJar original = compiled(JOINED[0], name.split("\\$", -1)[0]);

        assertThat(added(original, name)).isEmpty();
        assertThat(added(making.copy(original), name)).containsExactly(method);
    }

    @Test
    void lambdasAreClassesButForThoseThatTheJvmConverts() throws Exception {
        ProgramJar original = compiled(JOINED[0], "Lambdas");

        assertThat(linked(original, "Lambdas")).hasSizeGreaterThan(50);
        // An int that becomes a long, and a lambda that can be serialized, with the method that reads it.
        assertThat(linked(making.copy(original), "Lambdas"))
                .hasSize(3)
                .allMatch(line -> line.endsWith("ToLongFunction;") || line.endsWith("Supplier;"));
    }

    /** picocli's classes are from before Java 6. */
    @Test
    void oldClassesAreVerifiedAsNewOnesAndBehaveAsBefore() throws Exception {
        Path picocli = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, byte[]> classes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(picocli.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith("picocli/") && entry.getName().endsWith(".class")) {
                    classes.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        ProgramJar original = ProgramJar.compiled(
                directory,
                List.of("-classpath", picocli.toString()),
                Map.of(PACKAGE + "Options", source("Options")),
                classes);

        ProgramJar made = making.copy(
                original,
                Files.readAllLines(Path.of("src/build/run-time-names")).toArray(String[]::new));

        assertThat(version(original, "picocli/CommandLine.class")).isLessThan(50);
        for (String name : classes.keySet()) {
            assertThat(version(made, name)).as(name).isEqualTo(65);
        }
        assertSame(made.run(PACKAGE + "Options"), original.run(PACKAGE + "Options"), 20);
    }

    /** Names the first lines that differ; there are thousands. */
    private static void assertSame(List<String> results, List<String> expected, int least) {
        int common = 0;
        while (common < Math.min(results.size(), expected.size())
                && results.get(common).equals(expected.get(common))) {
            common++;
        }
        assertThat(results.subList(common, Math.min(common + 3, results.size())))
                .as("results from number " + common)
                .isEqualTo(expected.subList(common, Math.min(common + 3, expected.size())));
        assertThat(results).hasSizeGreaterThan(least);
    }

    private ProgramJar compiled(String joined, String program) throws IOException {
        Path empty = Files.createTempDirectory(directory, program);
        return ProgramJar.compiled(
                empty, List.of("--release", "21", joined), Map.of(PACKAGE + program, source(program)), Map.of());
    }

    private static String source(String program) throws IOException {
        return Files.readString(Path.of("src/test/programs", program + ".java"));
    }

    /** The methods that the build has added to the class, without their numbers. */
    private static Set<String> added(ProgramJar jar, String name) throws Exception {
        Set<String> names = new TreeSet<>();
        try (URLClassLoader loader = jar.loader()) {
            Arrays.stream(loader.loadClass(PACKAGE + name).getDeclaredMethods())
                    .filter(method -> method.isSynthetic()
                            && method.getName().matches("(equals|hashCode|toString|typeSwitch|enumSwitch)\\$[0-9]+"))
                    .forEach(method -> names.add(method.getName().replaceFirst("\\$.*", "")));
        }
        return names;
    }

    /** The instructions that the JVM links at their first use, as javap shows them. */
    private static List<String> linked(ProgramJar jar, String program) {
        StringWriter code = new StringWriter();
        int status = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(
                        new PrintWriter(code),
                        new PrintWriter(code),
                        "-c",
                        "-p",
                        "-cp",
                        jar.file().toString(),
                        PACKAGE + program);
        assertThat(status).isZero();
        return code.toString()
                .lines()
                .filter(line -> line.contains("invokedynamic"))
                .toList();
    }

    private static int version(ProgramJar jar, String entry) throws IOException {
        byte[] content = jar.entry(entry);
        try (DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(content))) {
            in.skipNBytes(6);
            return in.readUnsignedShort();
        }
    }
}
