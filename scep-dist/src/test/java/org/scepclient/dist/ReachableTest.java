package org.scepclient.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes of a library stay in the jar: a command in {@code org.scepclient} and some classes in {@code library}. */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "on an older JDK the build leaves all classes in the jar")
class ReachableTest {
    private static final String COMMAND = "org.scepclient.Command";

    private static JarMaking making;

    @TempDir
    Path directory;

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> others = new LinkedHashMap<>();

    @BeforeAll
    static void compileTheBuild(@TempDir Path build) throws Exception {
        making = JarMaking.in(build);
    }

    @BeforeEach
    void writeTheLibrary() {
        library("Named", "public class Named { Object next() { return new Next(); } }");
        library("Next", "public class Next {}");
        library("Unused", "public class Unused { Object next() { return new AlsoUnused(); } }");
        library("AlsoUnused", "public class AlsoUnused {}");
    }

    @Test
    void leavesOutWhatNothingNames() throws Exception {
        command("return new library.Named();");

        assertThat(kept()).containsExactly("library/Named.class", "library/Next.class");
    }

    @Test
    void keepsNothingOfTheLibraryThatIsNotUsed() throws Exception {
        command("return null;");

        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Class.forName(\"library.Named\");",
                "return ClassLoader.getSystemClassLoader().loadClass(\"library.Named\");",
                "return java.lang.invoke.MethodHandles.lookup().findClass(\"library.Named\");",
                "String name = \"library.Named\"; return name;",
                "return new Object[] {library.Named[].class};",
                "return (java.util.function.Supplier<Object>) library.Named::new;",
                "class Local { java.util.List<library.Named> none; } return new Local();",
                "try { return null; } catch (library.Problem e) { return null; }"
            })
    void keepsWhatALiteralOrATypeNames(String body) throws Exception {
        library("Problem", "public class Problem extends RuntimeException { Named cause; }");
        command(body);

        assertThat(kept()).contains("library/Named.class", "library/Next.class").doesNotContain("library/Unused.class");
    }

    @Test
    void keepsTheProvidersOfAService() throws Exception {
        library("Service", "public interface Service {}");
        library("First", "public class First implements Service { Named used; }");
        library("Second", "public class Second implements Service {}");
        others.put(
                "META-INF/services/library.Service", "# two\nlibrary.First # one\n\n library.Second\n".getBytes(UTF_8));
        command("return java.util.ServiceLoader.load(library.Service.class).findFirst();");

        assertThat(kept())
                .containsExactly(
                        "library/First.class",
                        "library/Named.class",
                        "library/Next.class",
                        "library/Second.class",
                        "library/Service.class");
    }

    @Test
    void keepsTheLanguagesOfAResourceBundle() throws Exception {
        for (String name : List.of("Messages", "Messages_de", "Messages_de_AT", "MessagesOfOthers")) {
            library(
                    name,
                    "public class " + name + " extends java.util.ListResourceBundle {"
                            + " protected Object[][] getContents() { return new Object[0][]; } }");
        }
        command("return java.util.ResourceBundle.getBundle(\"library.Messages\");");

        assertThat(kept())
                .containsExactly("library/Messages.class", "library/Messages_de.class", "library/Messages_de_AT.class");
    }

    @Test
    void keepsWhatASecurityProviderNames() throws Exception {
        command("return new Security();");
        sources.put(
                "org.scepclient.Security",
                "package org.scepclient; final class Security extends java.security.Provider {"
                        + " Security() { super(\"X\", \"1\", \"\"); put(\"MessageDigest.X\", \"library.Named\"); } }");

        assertThat(kept()).containsExactly("library/Named.class", "library/Next.class");
    }

    @Test
    void keepsTheClassesForALaterJava() throws Exception {
        command("return new library.Named();");
        ProgramJar plain = jar();
        others.put("META-INF/versions/25/library/Named.class", plain.entry("library/Named.class"));
        others.put("META-INF/versions/25/library/Unused.class", plain.entry("library/Unused.class"));

        assertThat(making.copy(jar()).entries())
                .contains("META-INF/versions/25/library/Named.class")
                .doesNotContain("META-INF/versions/25/library/Unused.class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Class.forName(\"library.\" + System.getProperty(\"name\"));",
                "String name = System.getProperty(\"name\"); return Class.forName(name, true, null);",
                "return ClassLoader.getSystemClassLoader().loadClass(System.getProperty(\"name\"));",
                "return new java.net.URLClassLoader(new java.net.URL[0]).loadClass(System.getProperty(\"name\"));",
                "return java.lang.invoke.MethodHandles.lookup().findClass(System.getProperty(\"name\"));",
                "return java.util.ResourceBundle.getBundle(System.getProperty(\"name\"));",
                "return new java.security.Provider.Service(null, \"A\", \"B\", System.getProperty(\"name\"), null, null);"
            })
    void refusesANameThatIsMadeAtRunTime(String body) throws Exception {
        command(body);

        assertThatThrownBy(this::kept)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(COMMAND + ".call loads a class by a name that it makes at run time.")
                .hasMessageContaining("run-time-names")
                .hasMessageEndingWith(": " + COMMAND + ".call CLASS...");
        assertThat(kept(COMMAND + ".call library.Named # the only one"))
                .containsExactly("library/Named.class", "library/Next.class");
        assertThat(kept(COMMAND + ".call")).isEmpty();
    }

    @Test
    void refusesSuchANameInAMethodReferenceAndInASecurityProvider() throws Exception {
        command("return new Security();");
        sources.put("org.scepclient.Security", """
                package org.scepclient;

                final class Security extends java.security.Provider {
                    interface Loader {
                        Class<?> load(String name) throws ClassNotFoundException;
                    }

                    final Loader loader = Class::forName;

                    Security() {
                        super("X", "1", "");
                    }

                    void add(String name) {
                        put("MessageDigest." + name, "library." + name);
                    }
                }
                """);

        assertThatThrownBy(this::kept)
                .hasMessageContaining("org.scepclient.Security.<init> loads a class")
                .hasMessageContaining("org.scepclient.Security.add loads a class");
    }

    @Test
    void doesNotAskWhatIsLeftOut() throws Exception {
        library("Loads", "class Loads { Object load(String name) throws Exception { return Class.forName(name); } }");
        command("return null;");

        assertThat(kept()).isEmpty();
    }

    @Test
    void refusesADeclarationThatDoesNotHold() throws Exception {
        command("return Class.forName(System.getProperty(\"name\"));");

        assertThatThrownBy(() -> kept(COMMAND + ".call library.Gone"))
                .hasMessageStartingWith("library.Gone, which " + COMMAND + ".call loads by ")
                .hasMessageEndingWith(" is not in the jar.");
        assertThatThrownBy(() -> kept(COMMAND + ".call", COMMAND + ".before library.Named"))
                .hasMessageStartingWith(COMMAND + ".before loads no class by a name that it makes at run time");
        assertThatThrownBy(() -> kept(COMMAND + ".call", COMMAND + ".call")).hasMessageContaining("repeats a method");
        assertThatThrownBy(() -> kept("nothing")).hasMessageContaining("does not name a method");
    }

    private void library(String name, String text) {
        sources.put("library." + name, "package library; " + text);
    }

    private void command(String body) {
        sources.put(
                COMMAND,
                "package org.scepclient; public class Command { public Object call() throws Exception { " + body
                        + " } }");
    }

    private ProgramJar jar() throws IOException {
        Path empty = Files.createTempDirectory(directory, "jar");
        return ProgramJar.compiled(empty, List.of("-Xlint:none"), sources, others);
    }

    /** The classes of the library that are in the jar for the application. */
    private Set<String> kept(String... declared) throws Exception {
        Set<String> names = new TreeSet<>(making.copy(jar(), declared).entries());
        names.removeIf(name -> !name.startsWith("library/"));
        return names;
    }
}
