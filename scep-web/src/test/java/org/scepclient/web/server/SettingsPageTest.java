package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.Setting;

/** The form of the settings: what is kept, marked and refused. */
class SettingsPageTest {
    @TempDir
    Path directory;

    private PageDevice device;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(
                directory,
                Map.of(
                        Setting.URL, "http://user:s3cret@ca.example/scep",
                        Setting.RENEW_DAYS, "20",
                        Setting.SERIAL, "r7"));
        browser = device.loggedIn();
    }

    @AfterEach
    void stop() {
        device.close();
    }

    @Test
    void applyLeadsToTheStatusWithANotice() throws Exception {
        Map<String, String> form = form();
        form.put("RENEW_DAYS", "21");
        Browser.Reply applied = browser.send("global", form);
        assertThat(applied.code()).isEqualTo(303);
        assertThat(applied.header("Location")).contains("status?updated");
        assertThat(browser.get("status?updated").body())
                .contains("role=\"status\">Configuration successfully updated.</p>", "<h1>Status</h1>");
        assertThat(browser.get("status?other").body()).doesNotContain("successfully");
        assertThat(stored()).containsEntry(Setting.RENEW_DAYS, "21").containsEntry(Setting.URL, url("user:s3cret@"));
    }

    @Test
    void changeMadeElsewhereIsNotUndoneByAnOlderForm() throws Exception {
        Map<String, String> form = form();
        device.set(Setting.KEEP_PAIRS, "9");
        device.set(Setting.RENEW_DAYS, "25");
        form.put("RENEW_DAYS", "30");
        form.put("CA_IDENT", "mine");
        form.put("CHALLENGE", "typed");
        Browser.Reply conflict = browser.send("global", form);
        assertThat(conflict.code()).isEqualTo(400);
        assertThat(conflict.body())
                .contains(
                        "settings were changed elsewhere since this form was loaded",
                        "<details class=\"more\" open=\"open\">",
                        error("KEEP_PAIRS", "changed elsewhere to &#39;9&#39;; this form had &#39;3&#39; before"),
                        error("RENEW_DAYS", "changed elsewhere to &#39;25&#39;; Apply replaces that by your entry"),
                        error("CHALLENGE", "this field was emptied; enter the password again"))
                .doesNotContain("CA_IDENT-error", "typed");
        assertThat(stored()).containsEntry(Setting.KEEP_PAIRS, "9").containsEntry(Setting.RENEW_DAYS, "25");

        Map<String, String> again = fields(conflict.body());
        assertThat(again)
                .containsEntry("KEEP_PAIRS", "9")
                .containsEntry("RENEW_DAYS", "30")
                .containsEntry("CA_IDENT", "mine");
        assertThat(browser.send("global", again).code()).isEqualTo(303);
        assertThat(stored())
                .containsEntry(Setting.KEEP_PAIRS, "9")
                .containsEntry(Setting.RENEW_DAYS, "30")
                .containsEntry(Setting.CA_IDENT, "mine");
    }

    @Test
    void anotherInvalidValueOfTheFileIsMarkedAndKeepsNoChangeFromBeingSaved() throws Exception {
        Path file = device.context().settingsFile().path();
        Files.writeString(file, Files.readString(file).replace("RENEW_DAYS=20", "RENEW_DAYS=0"));
        Map<String, String> form = form();
        form.put("CA_IDENT", "mine");
        assertThat(browser.send("global", form).code()).isEqualTo(303);
        assertThat(stored()).containsEntry(Setting.CA_IDENT, "mine").containsEntry(Setting.RENEW_DAYS, "0");

        form = form();
        form.put("KEEP_PAIRS", "none");
        Browser.Reply refused = browser.send("global", form);
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.body()).contains("KEEP_PAIRS-error", "RENEW_DAYS-error");
    }

    @Test
    void switchTurnedOnElsewhereIsNotTurnedOffByAnOlderForm() throws Exception {
        Map<String, String> form = form();
        device.set(Setting.LEGACY_CIPHERS, "1");
        assertThat(browser.send("global", form).body())
                .contains(
                        error("LEGACY_CIPHERS", "changed elsewhere to &#39;1&#39;; this form had &#39;0&#39; before"));
        assertThat(stored()).containsEntry(Setting.LEGACY_CIPHERS, "1");
    }

    @Test
    void formThatAnActionShowedAgainIsStillTheOlderOne() throws Exception {
        Map<String, String> form = form();
        device.set(Setting.KEEP_PAIRS, "9");
        form.put("do", "use-ipsec");
        Map<String, String> shown = fields(browser.send("global", form).body());
        assertThat(browser.send("global", shown).code()).isEqualTo(400);
        assertThat(stored()).containsEntry(Setting.KEEP_PAIRS, "9");
    }

    @Test
    void sameChangeElsewhereAndAChangedPasswordAreNoConflict() throws Exception {
        Map<String, String> form = form();
        form.put("RENEW_DAYS", "25");
        device.set(Setting.RENEW_DAYS, "25");
        device.set(Setting.URL, url("user:other@"));
        assertThat(browser.send("global", form).code()).isEqualTo(303);
        assertThat(stored()).containsEntry(Setting.URL, url("user:other@"));
    }

    @Test
    void fieldsThatAnActionEmptiedAreMarked() throws Exception {
        Map<String, String> form = form();
        form.put("CHALLENGE", "typed");
        form.put("PROXY", "me:typed@proxy:3128");
        for (String action : new String[] {"use-ipsec", "preview", "test"}) {
            form.put("do", action);
            assertThat(browser.send("global", form).body())
                    .as(action)
                    .contains(
                            error("CHALLENGE", "this field was emptied; enter the password again"),
                            error("PROXY", "the hidden part was removed from this field; enter it again"),
                            "<li><a href=\"#PROXY\">Proxy</a>")
                    .doesNotContain("typed", "URL-error");
        }
    }

    @Test
    void messagesNameTheFieldsByTheirLabels() throws Exception {
        Map<String, String> form = form();
        form.put("AWAIT_RESULT", "6000");
        form.put("MAX_AWAIT_RESULT", "1");
        form.put("KEY_SIZE", "1024");
        form.put("SCRIPT_LIMIT", "0");
        String page = browser.send("global", form).body();
        assertThat(page)
                .contains(
                        "shorter than <a href=\"#AWAIT_RESULT\">Await Result</a> (6000 sec)",
                        "use 2048, or set <a href=\"#LEGACY_CIPHERS\">Enable Legacy Ciphers</a>",
                        "<li><a href=\"#SCRIPT_LIMIT\">Script Time Limit</a>: invalid value &#39;0&#39;",
                        "<details class=\"more\" open=\"open\">")
                .doesNotContain("MOD_SCEPCLIENT");
        assertThat(browser.get("global").body()).contains("<details class=\"more\">");
        assertThat(browser.get("global?advanced").body()).contains("<details class=\"more\" open=\"open\">");
    }

    @Test
    void serviceButtonNamesWhatTheDeviceLacks() throws Exception {
        Map<String, String> form = form();
        form.put("SUCCESS_SCRIPT_B64", "echo mine");
        form.put("do", "use-openvpn");
        Browser.Reply added = browser.send("global", form);
        assertThat(added.body())
                .contains(
                        "The <a href=\"#SUCCESS_SCRIPT_B64\">Success Script</a> contains the commands for OpenVPN. Click Apply"
                                + " to save it. This device has no /etc/settings.openvpn and no /etc/init.d/openvpn",
                        "\necho mine\n# OpenVPN: ");
        assertThat(stored()).doesNotContainKey(Setting.SUCCESS_SCRIPT_B64);
    }

    private static String error(String field, String message) {
        return "<p class=\"error\" id=\"" + field + "-error\">" + message;
    }

    private static String url(String credentials) {
        return "http://" + credentials + "ca.example/scep";
    }

    private Map<Setting, String> stored() throws Exception {
        return device.context().settingsFile().read();
    }

    /** The form as a browser has it after loading the page. */
    private Map<String, String> form() throws Exception {
        return fields(browser.get("global").body());
    }

    /** The fields that a browser submits. */
    private static Map<String, String> fields(String page) {
        String form = page.substring(page.indexOf("<form id=\"settings\""), page.indexOf("id=\"devices\""));
        Map<String, String> fields = new HashMap<>();
        Matcher input = Pattern.compile("<input [^>]*>").matcher(form);
        while (input.find()) {
            String tag = input.group();
            if (!tag.contains("\"checkbox\"") || tag.contains(" checked=")) {
                fields.put(attribute(tag, "name"), attribute(tag, "value"));
            }
        }
        Matcher list = Pattern.compile("<select id=\"(\\w+)\".*?<option value=\"(\\w+)\" selected")
                .matcher(form);
        while (list.find()) {
            fields.put(list.group(1), list.group(2));
        }
        Matcher area = Pattern.compile("<textarea [^>]*name=\"(\\w+)\"[^>]*>\n(.*?)</textarea>", Pattern.DOTALL)
                .matcher(form);
        while (area.find()) {
            fields.put(area.group(1), unescaped(area.group(2)));
        }
        return fields;
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? unescaped(value.group(1)) : "";
    }

    private static String unescaped(String html) {
        return html.replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    @Test
    void exportAndImportBetweenTwoPages() throws Exception {
        assertThat(device.browser().get("scepclient.settings").code()).isEqualTo(303);
        Browser.Reply exported = browser.get("scepclient.settings");
        assertThat(exported.header("Content-Disposition")).contains("attachment; filename=\"scepclient.settings\"");
        assertThat(exported.body())
                .contains("MOD_SCEPCLIENT_RENEW_DAYS=20\n", "http://…@ca.example/scep")
                .doesNotContain("s3cret", "SERIAL");
        assertThat(browser.get("scepclient.json").body()).startsWith("{\"MOD_SCEPCLIENT_ENABLED\":\"0\"");
        Path other = Files.createDirectory(directory.resolve("other"));
        try (PageDevice second =
                PageDevice.in(other, Map.of(Setting.URL, "http://a:b@ca.example/x", Setting.SERIAL, "r8"))) {
            Browser owner = second.loggedIn();
            Browser.Reply preview =
                    owner.upload("import", "file", exported.body().getBytes(UTF_8));
            assertThat(preview.code()).isEqualTo(200);
            assertThat(preview.body())
                    .contains(
                            "<strong>Server URL</strong>: <del>http://…@ca.example/x</del> → <ins>http://…@ca.example/scep</ins>",
                            "<strong>Renew day</strong>: <del>30</del> → <ins>20</ins>");
            assertThat(second.context().settingsFile().read()).doesNotContainKey(Setting.RENEW_DAYS);
            Map<String, String> hidden = new HashMap<>();
            Matcher input = Pattern.compile("<input [^>]*hidden[^>]*>").matcher(preview.body());
            while (input.find()) {
                hidden.put(attribute(input.group(), "name"), attribute(input.group(), "value"));
            }
            second.set(Setting.KEEP_PAIRS, "5");
            Browser.Reply changed = owner.send("import", hidden);
            assertThat(changed.code()).isEqualTo(400);
            assertThat(changed.body())
                    .contains("changed elsewhere since the comparison", "<strong>Keep Pairs</strong>");
            hidden.put("snapshot", changed.body().replaceAll("(?s).*name=\"snapshot\" value=\"([^\"]*)\".*", "$1"));
            assertThat(owner.send("import", hidden).header("Location")).contains("status?updated");
            assertThat(second.context().settingsFile().read())
                    .containsEntry(Setting.URL, "http://a:b@ca.example/scep")
                    .containsEntry(Setting.SERIAL, "r8")
                    .containsEntry(Setting.RENEW_DAYS, "20")
                    .containsEntry(Setting.KEEP_PAIRS, "3");
        }
    }

    @Test
    void importOfAWrongOrForeignFileChangesNothing() throws Exception {
        Map<Setting, String> before = stored();
        String hostile = "MOD_SCEPCLIENT_CA_IDENT='<script>alert(1)</script>'\nMOD_SCEPCLIENT_RENEW_DAYS=soon\nX=1\n";
        Browser.Reply wrong = browser.upload("import", "file", hostile.getBytes(UTF_8));
        assertThat(wrong.code()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("file:3: unknown setting &#39;X&#39;", "file:2: ", "invalid value &#39;soon&#39;")
                .doesNotContain("<script>alert", ">Apply<");
        String page = browser.upload(
                        "import",
                        "file",
                        hostile.substring(0, hostile.indexOf('\n')).getBytes(UTF_8))
                .body();
        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
        assertThat(browser.upload("import", "file", new byte[161 * 1024]).body())
                .contains("larger than 160 KB", "scepclient settings import");
        assertThat(browser.upload("import", "file", new byte[300 * 1024]).code())
                .isEqualTo(413);
        assertThat(browser.upload("import", "file", new byte[] {(byte) 0xff}).code())
                .isEqualTo(400);
        String content = java.util.Base64.getUrlEncoder().encodeToString("RENEW_DAYS=7\n".getBytes(UTF_8));
        assertThat(browser.post("import", "content=" + content).code()).isEqualTo(403);
        assertThat(browser.send("import", Map.of("content", content)).code()).isEqualTo(400);
        assertThat(browser.send("import", Map.of("content", "%%")).code()).isEqualTo(400);
        assertThat(stored()).isEqualTo(before);
    }
}
