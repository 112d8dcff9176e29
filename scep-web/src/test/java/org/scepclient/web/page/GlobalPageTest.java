package org.scepclient.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.web.markup.Markup;

class GlobalPageTest {
    /** The labels in the app's documentation. */
    private static final List<String> DOCUMENTED = List.of(
            "Enable Automation",
            "Server URL",
            "Renew day",
            "Await Result [sec]",
            "Max Await Result [min]",
            "Enable Legacy Ciphers",
            "Key Size",
            "Certificate Subject",
            "Alternative Name",
            "Certificate Template",
            "Used for digital signature",
            "Used for key encipherment",
            "Used for server authentication",
            "Used for client authentication",
            "Success Script",
            "Failure Script");

    @TempDir
    Path device;

    @Test
    void documentedSettingsHaveTheirLabelsAndOrder() {
        List<String> labels = labels(page(Map.of(), List.of()));
        assertThat(labels).containsSubsequence(DOCUMENTED);
    }

    @Test
    void additionalSettingsFollowTheRelatedOnes() {
        assertThat(labels(page(Map.of(), List.of())))
                .containsSequence(
                        "Server URL", "CA Identifier", "CA Fingerprint", "Challenge Password", "Proxy", "Renew day");
    }

    @Test
    void everySettingHasAField() {
        String page = page(Map.of(), List.of());
        for (Setting setting : Setting.values()) {
            assertThat(page).contains(" id=\"" + setting.name() + "\" name=\"" + setting.name() + "\"");
        }
    }

    @Test
    void everyOptionOfAListIsUsable() {
        for (Setting setting : Setting.values()) {
            if (setting.kind() == Setting.Kind.CHOICE) {
                List<String> options = options(page(Map.of(), List.of()), setting);
                assertThat(options).hasSizeGreaterThan(1).contains(setting.defaultValue());
                assertThat(options)
                        .allSatisfy(option ->
                                assertThat(Settings.check(setting, option)).isEmpty());
            }
        }
    }

    private static List<String> options(String page, Setting setting) {
        String list = page.substring(page.indexOf("<select id=\"" + setting.name()));
        Matcher option =
                Pattern.compile("<option value=\"([^\"]*)\"").matcher(list.substring(0, list.indexOf("</select>")));
        return option.results().map(found -> found.group(1)).toList();
    }

    @Test
    void problemIsShownAtItsFieldWithoutTheKey() {
        SettingsProblem problem = Settings.check(Setting.RENEW_DAYS, "soon").orElseThrow();
        String page = page(Map.of(Setting.RENEW_DAYS, "soon"), List.of(problem));
        assertThat(page)
                .contains(
                        "value=\"soon\"",
                        "aria-invalid=\"true\"",
                        "id=\"RENEW_DAYS-error\">invalid value &#39;soon&#39;")
                .doesNotContain("MOD_SCEPCLIENT_RENEW");
    }

    @Test
    void scriptThatCannotBeEditedIsDisabled() {
        // printf '\033' | base64
        assertThat(page(Map.of(Setting.SUCCESS_SCRIPT_B64, "Gw=="), List.of()))
                .containsPattern("<textarea [^>]*disabled");
    }

    @Test
    void previewShowsTheSerialNumberAndItsSource() {
        String page = page(Map.of(Setting.SERIAL, "ACZ1", Setting.ALT_NAME, "DNS:router-SN.example"), List.of());
        assertThat(page)
                .contains(
                        "<dd>/CN=router-ACZ1</dd>",
                        "<dd>DNS:router-ACZ1.example</dd>",
                        "ACZ1 (from: setting <a href=\"#SERIAL\">Serial Number</a>)");
    }

    @Test
    void passwordsOfUrlsAreNotOnThePage() {
        String page = page(
                Map.of(
                        Setting.URL,
                        "http://user:s3cret@ca.example/scep",
                        Setting.PROXY,
                        "user:s3cret@proxy:3128",
                        Setting.CA_IDENT,
                        "a@b"),
                List.of(Settings.check(Setting.URL, "http://user:s3cret/x@ca/").orElseThrow()));
        assertThat(page)
                .contains("value=\"http://…@ca.example/scep\"", "value=\"…@proxy:3128\"", "value=\"a@b\"")
                .doesNotContain("s3cret");
    }

    private String page(Map<Setting, String> values, List<SettingsProblem> problems) {
        TypedSettings settings = new TypedSettings(
                values, problems, new TypedSettings.Challenge(false, ""), SettingsSnapshot.of(values));
        Markup markup = new Markup();
        new GlobalPage(
                        settings,
                        Notice.none(),
                        Preview.of(values, new SerialNumberSearch(device)),
                        Optional.empty(),
                        "token",
                        false)
                .write(markup);
        return markup.document();
    }

    private static List<String> labels(String page) {
        List<String> labels = new ArrayList<>();
        Matcher label =
                Pattern.compile("<label for=\"[A-Z_0-9]+\">(.*?)</label>").matcher(page);
        while (label.find()) {
            labels.add(label.group(1).replaceAll("<[^>]+>", ""));
        }
        return labels;
    }
}
