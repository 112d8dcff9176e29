package org.scepclient.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenCredentialsTest {
    @ParameterizedTest
    @CsvSource({
        "URL, http://user:s3cret@ca/x?a=b, http://…@ca/x?a=b",
        "URL, http://ca/x?mail=a@b, http://ca/x?mail=a@b",
        "URL, https://ca/x?profile=a&token=s3cret, https://ca/x?profile=a&token=…",
        "URL, https://user:s3cret@ca/x?PASSWORD=s3cret&b=c#f, https://…@ca/x?PASSWORD=…&b=c#f",
        "URL, https://ca/x?api-key=s3cret;user.pin=1234, https://ca/x?api-key=…;user.pin=…",
        "URL, https://ca/x?keysize=2048&encoding=a&design=b, https://ca/x?keysize=2048&encoding=a&design=b",
        "URL, htp://ca/x?access_token=s3cret, htp://ca/x?access_token=…",
        "URL, http://user:s3/cret@ca/x, http://…@ca/x",
        "PROXY, user:s3cret@proxy:3128, …@proxy:3128",
        "PROXY, http://user:s3cret@proxy, http://…@proxy",
        "URL, http://user%3As3cret%40ca/x, http://…@ca/x",
        "URL, http://user:s3cret, http://user:…",
        "URL, htp://ca/x?profile=a, htp://ca/x?profile=a",
        "URL, ca/x, ca/x",
        "SUBJECT, /CN=a@b, /CN=a@b",
    })
    void hidesUserAndPassword(Setting setting, String value, String shown) {
        assertThat(HiddenCredentials.in(setting, value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "http://…@ca/new, http://user:s3cret@ca/x, http://user:s3cret@ca/new",
        "…@proxy:3128, user:s3cret@proxy:3128, user:s3cret@proxy:3128",
        "https://…@ca/x, http://user:s3cret@ca/x, https://…@ca/x",
        "http://…@ca:443/x, https://user:s3cret@ca:443/x, http://…@ca:443/x",
        "http://…@proxy:3128, user:s3cret@proxy:3128, http://…@proxy:3128",
        "https://ca/y?profile=b&token=…, https://ca/x?token=s3cret, https://ca/y?profile=b&token=s3cret",
        "https://…@ca/x?token=…, https://u:p$1@ca/x?a=b&token=$1\\, https://u:p$1@ca/x?token=$1\\",
        "http://ca/x?token=…, https://ca/x?token=s3cret, http://ca/x?token=…",
        "https://other/x?token=…, https://ca/x?token=s3cret, https://other/x?token=…",
        "https://ca/x?token=…, https://ca/x?tokens=s3cret, https://ca/x?token=…",
        "http://…@other/x, http://user:s3cret@ca/x, http://…@other/x",
        "http://…@ca:81/x, http://user:s3cret@ca/x, http://…@ca:81/x",
        "http://ca/x, http://user:s3cret@ca/x, http://ca/x",
        "http://new:pass@ca/x, http://user:s3cret@ca/x, http://new:pass@ca/x",
        "http://…@ca/x, http://ca/x, http://…@ca/x",
    })
    void restoresCredentialsForTheSameServerOnly(String entered, String stored, String restored) {
        assertThat(HiddenCredentials.restored(entered, stored)).isEqualTo(restored);
    }

    @Test
    void refusesHiddenCredentialsThatAreNotStored() {
        assertThat(Settings.check(Setting.URL, "http://…@other/x").orElseThrow().message())
                .contains("the part hidden by '…' is not stored for this server; enter it again, or remove it");
        assertThat(Settings.check(Setting.PROXY, "…@proxy:1")).isPresent();
        assertThat(Settings.check(Setting.URL, "https://other/x?token=…")).isPresent();
    }

    @Test
    void showsNoPasswordInProblems() {
        for (String value :
                new String[] {"http://user:s3cret@ca/\u0007", "http://user:s3cret@ca/" + "x".repeat(5000)}) {
            assertThat(Settings.check(Setting.URL, value).orElseThrow().message())
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void removesTheOperationFromAUrlCopiedFromARequest() throws Exception {
        Settings settings = Settings.of(java.util.Map.of(Setting.URL, "http://ca/x?operation=GetCACert&message=a&b=c"));
        assertThat(settings.url().orElseThrow().uri()).hasToString("http://ca/x?b=c");
    }
}
