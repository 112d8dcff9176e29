package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;
import org.opentest4j.TestAbortedException;
import org.scepclient.agent.settings.Setting;

/**
 * Entered values reach the settings file, the router's shell that sources it, and the form again without changes.
 */
class RoundTripTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final int TRIES = 200;
    private static final String[] LETTERS = {
        "'",
        "\"",
        "\\",
        "$",
        "`",
        "$(id)",
        "${HOME}",
        "$HOME",
        "!",
        "#",
        ";",
        "&",
        "|",
        "<",
        ">",
        "*",
        "?",
        "~",
        "%",
        " ",
        "=",
        "a",
        "Z",
        "0",
        "é",
        "ß",
        "日本",
        "😀",
        "'\\''",
        "\\n",
        "\\\\",
        "&amp;",
        "&#39;",
        "--",
        "&&reboot"
    };

    /** A device with a logged-in user, shared by all tries. */
    private record Typist(Path directory, PageDevice device, Browser browser) implements Store.CloseOnReset {
        static Typist start() {
            boolean installed = Files.isExecutable(BUSYBOX);
            assertThat(installed || !"true".equals(System.getenv("CI")))
                    .as("busybox is installed")
                    .isTrue();
            if (!installed) {
                throw new TestAbortedException("busybox is not installed (apt-get install busybox)");
            }
            try {
                Path directory = Files.createTempDirectory("round-trip");
                PageDevice device = PageDevice.in(directory);
                return new Typist(directory, device, device.loggedIn());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            device.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void valuesReachTheShellAndThePageUnchanged(@ForAll("typed") Map<Setting, String> typed) throws Exception {
        Typist typist = Store.getOrCreate(Typist.class, Lifespan.PROPERTY, Typist::start)
                .get();
        assertThat(typist.browser().send("global", form(typed)).code()).isEqualTo(303);
        Path settings = typist.device().context().paths().settings();
        typed.forEach((setting, value) ->
                assertThat(sourced(settings, setting)).as(setting.name()).isEqualTo(stored(setting, value)));
        String page = typist.browser().get("global").body();
        typed.forEach((setting, value) ->
                assertThat(shown(page, setting)).as(setting.name()).isEqualTo(value));
    }

    /** Values of all settings with free text. */
    @Provide
    Arbitrary<Map<Setting, String>> typed() {
        Arbitrary<Map<Setting, String>> names = Combinators.combine(text(12), text(4), text(4), text(5))
                .as((ident, organization, name, other) -> Map.of(
                        Setting.CA_IDENT, ident,
                        Setting.SUBJECT, "/O=" + escaped(organization + "x") + "/CN=" + escaped("x" + name),
                        Setting.ALT_NAME, "otherName:1.2.3;UTF8:" + escaped("x" + other + "x")));
        Arbitrary<Map<Setting, String>> others = Combinators.combine(text(6), text(8), text(8), text(8))
                .as((link, success, second, failure) -> Map.of(
                        Setting.WEB_RETURN, "/x" + link,
                        Setting.SUCCESS_SCRIPT_B64, success + "\n\t" + second + "\n\n",
                        Setting.FAILURE_SCRIPT_B64, "\n" + failure));
        return Combinators.combine(names, others).as((one, other) -> {
            Map<Setting, String> all = new EnumMap<>(one);
            all.putAll(other);
            return all;
        });
    }

    private static Arbitrary<String> text(int parts) {
        return Arbitraries.of(LETTERS).list().ofMinSize(1).ofMaxSize(parts).map(letters -> String.join("", letters));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("/", "\\/")
                .replace("+", "\\+")
                .replace(",", "\\,");
    }

    /** Form fields as a browser sends them: lines of a text area end with CRLF. */
    private static Map<String, String> form(Map<Setting, String> typed) {
        Map<String, String> form = new HashMap<>();
        typed.forEach((setting, value) -> form.put(setting.name(), value.replace("\n", "\r\n")));
        return form;
    }

    private static String stored(Setting setting, String value) {
        return setting.kind() == Setting.Kind.SCRIPT
                ? Base64.getEncoder().encodeToString(value.getBytes(UTF_8))
                : value;
    }

    /** The variable in a busybox shell that has sourced the file. Any other output makes the comparison fail. */
    private static String sourced(Path settings, Setting setting) {
        try {
            Process shell = new ProcessBuilder(
                            BUSYBOX.toString(),
                            "sh",
                            "-euc",
                            ". \"$1\"; eval 'printf %s \"$'\"$2\"'\"'",
                            "sh",
                            settings.toString(),
                            setting.key())
                    .redirectErrorStream(true)
                    .start();
            shell.getOutputStream().close();
            String printed = new String(shell.getInputStream().readAllBytes(), UTF_8);
            assertThat(shell.waitFor()).as(printed).isZero();
            return printed;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String shown(String page, Setting setting) {
        String pattern = setting.kind() == Setting.Kind.SCRIPT
                ? "<textarea [^>]*id=\"" + setting.name() + "\"[^>]*>\n(.*?)</textarea>"
                : "<input [^>]*value=\"([^\"]*)\" id=\"" + setting.name() + "\"";
        Matcher field = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(field.find()).as(setting.name()).isTrue();
        return field.group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
