package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.CertificateCheck;
import org.scepclient.agent.settings.Setting;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.RaSetup;

/** The status after another CA was refused. */
class OtherCaTest {
    private static final Clock NOW = Clock.fixed(AgentFixture.START, ZoneOffset.UTC);
    private static final String OTHER = "AB:".repeat(31) + "AB";
    private static final String REFUSED = "The server sent another CA, which was refused.";

    @TempDir
    Path directory;

    private static Map<Setting, String> settings(TestCa ca) {
        return Map.of(Setting.ENABLED, "1", Setting.URL, ca.url().toString(), Setting.SERIAL, "r7");
    }

    @Test
    void pinnedCertificateIsNamedApartFromItsSuccessor() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().clock(NOW).build());
                PageDevice device = PageDevice.in(directory, settings(ca))) {
            Browser browser = device.loggedIn();
            device.check(CertificateCheck.Mode.WHAT_IS_DUE);
            String before = browser.get("status").body();
            String pinned =
                    "<dt>Pinned certificate</dt><dd>CN=Test CA, O=scepClient test CA</dd></div><div><dt>SHA-256</dt><dd>"
                            + ca.fingerprint() + "</dd>";
            assertThat(before)
                    .contains(pinned, "<dt>Rollover</dt><dd>also trusted since ", "<dt>Successor</dt>")
                    .doesNotContain(REFUSED);
            assertThat(before.split(ca.fingerprint().toString(), -1)).hasSize(2);

            device.set(Setting.CA_FINGERPRINT, OTHER);
            device.check(CertificateCheck.Mode.RENEWAL);
            assertThat(browser.get("status").body())
                    .contains(
                            REFUSED,
                            "<dt>Pinned certificate</dt><dd>known by its fingerprint only</dd>",
                            "<dd>" + OTHER + "</dd>",
                            "<dt>Refused</dt>",
                            "the server sent " + ca.fingerprint(),
                            "enter it as <a href=\"global#CA_FINGERPRINT\">CA Fingerprint</a>");

            device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
            device.check(CertificateCheck.Mode.RENEWAL);
            assertThat(browser.get("status").body()).contains(pinned).doesNotContain(REFUSED);
        }
    }

    @Test
    void refusalOfARegistrationAuthorityIsNotThatOfTheCa() throws Exception {
        try (TestCa ca = TestCa.start(
                        TestCaConfig.builder().clock(NOW).ra(RaSetup.SPLIT).build());
                PageDevice device = PageDevice.in(directory, settings(ca))) {
            device.set(Setting.RA_FINGERPRINT, OTHER);
            device.check(CertificateCheck.Mode.WHAT_IS_DUE);
            assertThat(device.context().journal().read().runs().getFirst().code())
                    .contains("trust.fingerprint");
            assertThat(device.loggedIn().get("status").body()).contains(OTHER).doesNotContain(REFUSED);
        }
    }
}
