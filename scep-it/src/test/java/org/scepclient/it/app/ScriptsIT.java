package org.scepclient.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** The commands as scripts of an administrator use them: pipes, codes of errors, cron and the completion. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptsIT {
    private static final App APP = App.packaged();

    private TestCa ca;

    @TempDir
    Path directory;

    @BeforeAll
    void startTheCa(@TempDir Path served) {
        ca = TestCa.start(APP, Setup.PLAIN, served);
    }

    @AfterAll
    void stopTheCa() {
        ca.close();
    }

    private Finished shell(String shell, String script) {
        return Command.of(shell, "-c", "set -eu; PATH=\"$APP/bin:$PATH\"; cd \"$HERE\"\n" + script)
                .with("APP", APP.home())
                .with("HERE", directory)
                .with("URL", ca.url())
                .with("CA", ca.caFile())
                .run();
    }

    @Test
    void aRequestWithAPasswordFromAPipeIsEnrolledBySscep() {
        Programs.require("openssl", "openssl");
        Finished finished = shell("sh", """
                umask 000
                echo test-ca-secret | scepclient request --new-key device.key --out device.csr --subject /O=Example/CN=r7 \\
                    --alt-name DNS:r7.example.com --ext-key-usage clientAuth --challenge-file /dev/stdin
                stat -c '%a %n' device.key device.csr
                openssl req -in device.csr -noout -verify -text | grep -c -e DNS:r7.example.com -e 'Client Authentication'
                scepclient request --key device.key --out /dev/stdout --subject /CN=b --der | openssl req -inform DER -noout
                sscep enroll -u "$URL" -c "$CA" -k device.key -r device.csr -l device.crt
                openssl x509 -in device.crt -noout -ext subjectAltName
                """).mustSucceed();

        assertThat(finished.out())
                .contains(
                        "600 device.key\n600 device.csr\n2\n",
                        "certificate written as device.crt",
                        "DNS:r7.example.com");
        assertThat(directory.resolve("device.crt")).exists();
    }

    @Test
    void theCodeOfAnErrorEndsItsLine() {
        Finished finished = shell("sh", """
                code() { sed -n '$s/.* \\[\\([a-z.-]*\\)\\]$/\\1/p'; }
                echo wrong >wrong
                scepclient enroll --url "$URL" --out new --subject /CN=a --trust-on-first-use --challenge-file wrong 2>&1 >out | code
                scepclient request --out r 2>&1 >out | code
                sscep getca -u http://127.0.0.1:1/ -c ca 2>&1 >out | code
                scep_replace_pem x 2>&1 >out | code
                """).mustSucceed();

        assertThat(finished.out())
                .isEqualTo("protocol.failure.bad-request\nargument\ntransport.unreachable\nargument\n");
    }

    @Test
    void cronEnrollsOnceAndIsSilentUntilTheRenewal() throws Exception {
        String line =
                "scepclient enroll --if-due 30d --url \"$URL\" --out device --subject /CN=cron --trust-on-first-use";
        Files.writeString(directory.resolve("challenge"), ca.challenge());
        Finished first = shell("sh", line + " --challenge-file challenge").mustSucceed();
        assertThat(first.out()).startsWith("Enrolling: there is no certificate with its key\n");
        Finished second = shell("sh", "rm challenge; " + line + " --challenge-file challenge")
                .mustSucceed();
        assertThat(second.everything()).doesNotContain("Enrolling", "Renewing");
        assertThat(second.out() + second.err()).isEmpty();
        Finished due = shell("sh", line.replace("30d", "9999h") + " --challenge-file challenge")
                .mustSucceed();
        assertThat(due.out() + due.err()).isEmpty();
    }

    @Test
    void theCompletionOfThePackageKnowsTheNewOptions() {
        Programs.require("bash", "bash");
        Finished finished = shell("bash", """
                . "$APP/share/bash-completion/completions/sscep"
                . "$APP/share/bash-completion/completions/scepclient"
                complete -p sscep scepclient
                COMP_WORDS=(sscep enroll --str) COMP_CWORD=2
                _sscep
                echo "${COMPREPLY[@]}"
                """).mustSucceed();

        assertThat(finished.out()).contains("_sscep sscep", "_complete_scepclient scepclient", "\n--strict\n");
        assertThat(APP.home().resolve("share/man/man1/scepclient.1")).content().contains("SCEPCLIENT REQUEST");
    }
}
