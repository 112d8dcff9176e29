package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.settings.Item;

/**
 * What a person types comes to the file, to the router's shell that sources it, and back to the page as the same
 * characters. The random texts are always the same, so that a failure comes back.
 */
class RoundTripTest {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final int TRIES = 40;
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

    private final Random random = new Random(8894);

    @TempDir
    Path directory;

    @BeforeEach
    void needsBusybox() {
        boolean there = Files.isExecutable(BUSYBOX);
        assertThat(there || !"true".equals(System.getenv("CI")))
                .as("busybox is installed")
                .isTrue();
        Assumptions.assumeTrue(there, "busybox is not installed (apt-get install busybox)");
    }

    @Test
    void valuesGoToTheShellAndBackToThePageUnchanged() throws Exception {
        try (PageDevice device = PageDevice.in(directory)) {
            Browser browser = device.entered();
            for (int i = 0; i < TRIES; i++) {
                Map<Item, String> typed = typed();
                assertThat(browser.send("global", form(typed)).body())
                        .as("%s", typed)
                        .contains("Configuration successfully updated.");
                typed.forEach((item, value) ->
                        assertThat(sourced(item)).as(item.name()).isEqualTo(stored(item, value)));
                String page = browser.get("global").body();
                typed.forEach((item, value) ->
                        assertThat(shown(page, item)).as(item.name()).isEqualTo(value));
            }
        }
    }

    /** For each kind of text that a person may type freely. */
    private Map<Item, String> typed() {
        Map<Item, String> typed = new EnumMap<>(Item.class);
        typed.put(Item.CA_IDENT, text(12));
        typed.put(Item.SUBJECT, "/O=" + escaped(text(4) + "x") + "/CN=" + escaped("x" + text(4)));
        typed.put(Item.ALT_NAME, "otherName:1.2.3;UTF8:" + escaped("x" + text(5) + "x"));
        typed.put(Item.WEB_RETURN, "/x" + text(6));
        typed.put(Item.SUCCESS_SCRIPT_B64, text(8) + "\n\t" + text(8) + "\n\n");
        typed.put(Item.FAILURE_SCRIPT_B64, "\n" + text(8));
        return typed;
    }

    private String text(int parts) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(parts); i >= 0; i--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("/", "\\/")
                .replace("+", "\\+")
                .replace(",", "\\,");
    }

    /** As a browser sends it: the lines of a text area end with CR and LF. */
    private static Map<String, String> form(Map<Item, String> typed) {
        Map<String, String> form = new HashMap<>();
        typed.forEach((item, value) -> form.put(item.name(), value.replace("\n", "\r\n")));
        return form;
    }

    private static String stored(Item item, String value) {
        return item.kind() == Item.Kind.SCRIPT ? Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) : value;
    }

    /** What busybox's shell has in the variable after it sourced the file; everything it prints besides counts. */
    private String sourced(Item item) {
        try {
            Process shell = new ProcessBuilder(
                            BUSYBOX.toString(),
                            "sh",
                            "-euc",
                            ". \"$1\"; eval 'printf %s \"$'\"$2\"'\"'",
                            "sh",
                            directory.resolve("settings").toString(),
                            item.key())
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

    private static String shown(String page, Item item) {
        String pattern = item.kind() == Item.Kind.SCRIPT
                ? "<textarea [^>]*id=\"" + item.name() + "\"[^>]*>\n(.*?)</textarea>"
                : "<input [^>]*value=\"([^\"]*)\" id=\"" + item.name() + "\"";
        Matcher field = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(field.find()).as(item.name()).isTrue();
        return field.group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
