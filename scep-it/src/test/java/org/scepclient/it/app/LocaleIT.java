package org.scepclient.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.device.Device;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/**
 * Input is preserved in every locale: in arguments, variables, file names and scripts. The shell generates the bytes
 * from escapes, because the tests themselves may run without a locale.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleIT {
    private static final App APP = App.packaged();
    /** {@code Bücher} in UTF-8, as an escape for printf. */
    private static final String BOOKS = "\"$(printf 'B\\303\\274cher')\"";
    /** {@code b} and {@code ü} in ISO 8859-1. */
    private static final String LATIN = "\"$(printf 'b\\374')\"";

    private static final String NONE = "-u LC_ALL -u LC_CTYPE -u LANG";

    private TestCa ca;

    @TempDir
    Path place;

    private Path directory;

    @BeforeAll
    void startTheCa(@TempDir Path served) {
        ca = TestCa.start(APP, Setup.PLAIN, served);
    }

    @AfterAll
    void stopTheCa() {
        ca.close();
    }

    @BeforeEach
    void makeADirectory() throws IOException {
        directory = Files.createTempDirectory(place, "run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", NONE, "LC_ALL=xx_XX.UTF-8", "LC_ALL=xx_XX", "LANG=C.UTF-8"})
    void theSubjectOfTheCertificateIsTheOneThatWasTyped(String locale) {
        inLocale(locale, """
                echo test-ca-secret >BOOKS
                scepclient enroll --url "$URL" --out BOOKS-out --trust-on-first-use --challenge-file BOOKS \\
                    --subject /O=BOOKS/CN=x
                cp BOOKS-out/cert.pem cert.pem
                """).run().mustSucceed();

        assertThat(subject("cert.pem")).contains("O=B\u00fccher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", NONE, "LC_ALL=xx_XX.UTF-8", "LC_ALL=xx_XX"})
    void sscepReadsAndWritesTheFilesThatWereNamed(String locale) {
        Device.create(directory, "/O=Devices/CN=locale", ca.challenge());

        inLocale(locale, """
                mkdir BOOKS && mv device.key device.csr BOOKS && mkdir LATIN && cp BOOKS/device.* LATIN
                sscep getca -u "$URL" -c BOOKS/ca.pem
                sscep enroll -u "$URL" -c BOOKS/ca.pem -k BOOKS/device.key -r BOOKS/device.csr -l BOOKS/cert.pem
                cd BOOKS && sscep getca -u "$URL" -c again.pem && cmp ca.pem again.pem
                cd ../LATIN && sscep getca -u "$URL" -c again.pem && cmp ../BOOKS/ca.pem again.pem
                """).run().mustSucceed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", NONE, "LC_ALL=C.UTF-8"})
    void aFileNameThatIsNotUtf8IsRefusedAndNothingIsWritten(String locale) {
        Finished finished = inLocale(locale, "sscep getca -u \"$URL\" -c LATIN || echo $?; ls | wc -l")
                .run()
                .mustSucceed();

        assertThat(finished.out()).isEqualToIgnoringWhitespace("1 0");
        assertThat(finished.err())
                .isEqualTo(
                        "sscep: argument 5 (-c) is not valid UTF-8; encode it in UTF-8, or rename the file [argument]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", NONE, "LC_ALL=C.UTF-8"})
    void everyCommandRefusesWhatIsNotUtf8(String locale) {
        Finished finished = inLocale(locale, """
                scepclient settings set SUBJECT=/CN=LATIN && exit 9
                scepclient enroll --url "$URL" --out o --subject /CN=LATIN --json && exit 9
                scep_replace_pem LATIN KEY pkey && exit 9
                PASS=LATIN scepclient settings challenge --from env:PASS && exit 9
                ls | wc -l
                """).run().mustSucceed();

        assertThat(finished.err().lines())
                .containsExactly(
                        "scepclient: argument 3 is not valid UTF-8; encode it in UTF-8, or rename the file [argument]",
                        "scep_replace_pem: argument 1 is not valid UTF-8; encode it in UTF-8, or rename the file [argument]",
                        "scepclient: environment variable PASS: its value is not valid UTF-8; encode it in UTF-8 [argument]");
        assertThat(finished.out())
                .contains("argument 7 (--subject) is not valid UTF-8")
                .endsWith("0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", NONE, "LC_ALL=xx_XX.UTF-8", "LC_ALL=xx_XX"})
    void settingsPasswordsAndScriptsKeepWhatWasTyped(String locale) throws IOException {
        Finished finished = inLocale(locale, """
                export SCEPCLIENT_DATA="$PWD/"BOOKS TYPED=BOOKS RAW=LATIN PATH="$PATH:/"LATIN
                env | grep -a -e '^LC' -e '^LANG' | sort >before || :
                printf '%s' "$PATH" >path
                scepclient settings set ENABLED=1 URL="$URL" SERIAL=1 SUBJECT=/O=BOOKS/CN=x AWAIT_RESULT=1 \\
                    SUCCESS_SCRIPT="cd \\"$PWD\\"; echo BOOKS >BOOKS-script; printf '%s' \\"\\$TYPED\\$RAW\\" >variables
                        env | grep -a -e '^LC' -e '^LANG' | sort >after; printf '%s' \\"\\$PATH\\" >path-of-the-script"
                PASS=test-ca-secret scepclient settings challenge --from env:PASS
                scepclient check
                scepclient settings get SUBJECT
                mkdir issued && cp BOOKS/latest.crt issued && cmp before after
                printf '%s' BOOKSLATIN | cmp - variables && echo BOOKS | cmp - BOOKS-script
                printf '%s' "$APP/bin:" | cat - path | cmp - path-of-the-script
                printf 'LOCAL_CERT=\\n' >BOOKS.conf && scep_replace_pem BOOKS.conf LOCAL_CERT cert
                grep -q LOCAL_CERT=LS0t BOOKS.conf
                """).run().mustSucceed();

        assertThat(finished.out()).endsWith("/O=B\u00fccher/CN=x\n");
        assertThat(Files.readString(directory.resolve("settings"), UTF_8)).contains("/O=B\u00fccher/CN=x");
        assertThat(subject("issued/latest.crt")).contains("O=B\u00fccher");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=xx_XX.UTF-8"})
    void withoutAnyLocaleInUtf8TextArrivesAndOtherFileNamesAreRefused(String locale) {
        Finished finished = withoutLocales(inLocale(locale, """
                scepclient settings set SUBJECT=/O=BOOKS/CN=x && scepclient settings get SUBJECT
                sscep getca -u "$URL" -c BOOKS && exit 9
                scepclient enroll --url "$URL" --out BOOKS --subject /CN=x --trust-on-first-use && exit 9
                ls
                mkdir BOOKS && cd BOOKS && sscep getca -u "$URL" -c ca.pem && test -s ca.pem
                """)).run().mustSucceed();

        assertThat(finished.out()).isEqualTo("/O=B\u00fccher/CN=x\nsettings\n");
        assertThat(finished.err().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("B\u00fccher': the file name has characters outside ")
                        || line.contains("B\u00fccher (-c): the file name has characters outside "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=xx_XX.UTF-8"})
    void byteOrderMarksAreNotPartOfASecretOrAConfiguration(String locale) {
        inLocale(locale, """
                printf '\\357\\273\\277test-ca-secret\\r\\n' >challenge && chmod 600 challenge
                scepclient enroll --url "$URL" --out issued --trust-on-first-use --subject /CN=x \\
                    --challenge-file challenge
                printf '\\357\\273\\277[sscep]\\nURL = %s\\nCACertFile = %s\\n' "$URL" BOOKS >sscep.conf
                sscep getca -f sscep.conf && test -s BOOKS
                printf '\\357\\273\\277MOD_SCEPCLIENT_SUBJECT=/CN=y\\n' >settings
                test "$(scepclient settings get SUBJECT)" = /CN=y
                """).run().mustSucceed();
    }

    private String subject(String file) {
        return Pem.read(directory.resolve(file))
                .certificate()
                .getSubjectX500Principal()
                .getName();
    }

    /** Shell commands that stop at the first failure, with the two names in place of BOOKS and LATIN. */
    private Command inLocale(String locale, String commands) {
        List<Object> words = new ArrayList<>(List.of("env"));
        if (!locale.startsWith("-u")) {
            words.addAll(List.of("-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG"));
        }
        words.addAll(List.of(locale.split(" ")));
        String script = "set -e; PATH=\"$APP/bin:$PATH\"; cd \"$HERE\"\n" + commands;
        words.addAll(List.of("sh", "-c", script.replace("BOOKS", BOOKS).replace("LATIN", LATIN)));
        return Command.of(words.toArray())
                .with("APP", APP.home())
                .with("HERE", directory)
                .with("URL", ca.url())
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"))
                .with("SCEPCLIENT_DATA", directory.resolve("data"));
    }

    /** The command as on a system without locales. */
    private static Command withoutLocales(Command command) {
        Path unshare = Programs.require("unshare", "util-linux");
        List<String> alone = List.of(
                unshare.toString(), "-rm", "sh", "-c", "mount -t tmpfs none /usr/lib/locale && exec \"$@\"", "sh");
        if (Command.of("true").startedBy(alone).run().exit() != 0) {
            throw Programs.missing("this user may not mount file systems in its own namespace");
        }
        return command.startedBy(alone);
    }
}
