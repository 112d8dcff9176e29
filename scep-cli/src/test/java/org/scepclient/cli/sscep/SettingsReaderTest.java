package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cli.CommandException;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;

class SettingsReaderTest {
    @TempDir
    Path dir;

    private List<String> warnings = List.of();

    @Test
    void letsTheCommandLineWin() throws Exception {
        Settings settings = read("[sscep]\nURL = http://conf/\nProxy = conf:1\n", "getca", "-u", "http://line/");
        assertThat(settings.text(Option.URL)).contains("http://line/");
        assertThat(settings.text(Option.PROXY)).contains("conf:1");
    }

    @ParameterizedTest
    @CsvSource({
        "enroll, sscep_enroll, PrivateKeyFile, KEY",
        "getcert, sscep_getcert, PrivateKeyFile, KEY",
        "getcrl, sscep_getcrl, PrivateKeyFile, KEY",
        "getcert, sscep_enroll, SignCertFile, SIGNER_CERTIFICATE",
        "getcrl, sscep_enroll, SignCertFile, SIGNER_CERTIFICATE",
        "getcrl, sscep_getcert, GetCertSerial, SERIAL",
        "getcrl, sscep_getcrl, GetCrlFile, OUTPUT",
        "getnextca, sscep_getnextca, SignerCertificateFile, OUTPUT",
        "getca, sscep_getca, FingerPrint, FINGERPRINT_DIGEST",
        "getca, sscep, CAIdentifier, CA_IDENTIFIER",
    })
    void readsTheSectionsOfTheOperation(String operation, String section, String key, Option option) throws Exception {
        Settings settings = read("[" + section + "]\n" + key + " = found\n", operation);
        assertThat(settings.text(option)).contains("found");
    }

    @ParameterizedTest
    @CsvSource({
        "getcert, sscep_enroll, PrivateKeyFile, KEY",
        "enroll, sscep_getcert, LocalCertFile, LOCAL_CERTIFICATE",
        "getcrl, sscep_getcert, GetCertFile, OUTPUT",
        "getnextca, sscep_getca, CAIdentifier, CA_IDENTIFIER",
    })
    void leavesTheSectionsOfOtherOperationsAlone(String operation, String section, String key, Option option)
            throws Exception {
        assertThat(read("[" + section + "]\n" + key + " = other\n", operation).has(option))
                .isFalse();
    }

    @Test
    void prefersTheSectionOfTheOperation() throws Exception {
        Settings settings = read("[sscep]\nCAIdentifier = all\n[sscep_getca]\nCAIdentifier = own\n", "getca");
        assertThat(settings.text(Option.CA_IDENTIFIER)).contains("own");
    }

    @Test
    void warnsOfUnknownKeysAndSections() throws Exception {
        read(
                "[sscep]\nUrl = x\n[sscep_enrol]\nResume = true\n[vars]\na = 1\nb = 2\n[sscep_enroll]\nCertReqFile = $vars::a\n",
                "enroll");
        assertThat(warnings).hasSize(3);
        assertThat(warnings.get(0)).endsWith("test.cnf:2: unknown key Url; did you mean URL?");
        assertThat(warnings.get(1))
                .endsWith("test.cnf:4: no effect in this section: Resume; did you mean [sscep_enroll]?");
        assertThat(warnings.get(2)).endsWith("test.cnf:7: no effect in this section: b");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "yes, true", "1, true", "on, true", "false, false", "no, false", "0, false"
    })
    void readsBooleans(String text, boolean value) throws Exception {
        assertThat(read("[sscep_enroll]\nResume = " + text + "\n", "enroll").flag(Option.RESUME))
                .isEqualTo(value);
    }

    @Test
    void rejectsAWordThatIsNotABoolean() throws Exception {
        Settings settings = read("[sscep]\nVerbose = maybe\n", "getca");
        assertThatThrownBy(settings::level)
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.code().exitCode()).isEqualTo(93))
                .hasMessageContaining("test.cnf:2");
    }

    @Test
    void debugImpliesVerbose() throws Exception {
        assertThat(read("[sscep]\nDebug = true\n", "getca").level()).isEqualTo(VerboseReport.Level.DEBUG);
    }

    @ParameterizedTest
    @CsvSource({
        "-t, 5, 5, false",
        "-t, ' +5', 5, false",
        "-t, 010, 10, false",
        "-t, '5 ', 5, true",
        "-t, '', 0, true",
        "-t, x, 0, true",
        "-t, 1s, 1, true",
        "-n, 1.5, 1, true",
        "-n, -1, 0, true",
        "-T, -5, 0, true",
        "-W, 0x10, 0, true",
        "-W, 99999999999, 2147483647, true"
    })
    void readsNumbersAsTheCToolAndWarns(String option, String value, int number, boolean warned) throws Exception {
        Settings settings = read("", "enroll", option, value);
        Option numeric = Option.ofLetter(option.charAt(1)).orElseThrow();
        List<String> warnings = new ArrayList<>();
        assertThat(settings.number(numeric, 7, warnings::add)).isEqualTo(number);
        assertThat(warnings)
                .isEqualTo(warned ? List.of(option + ": \"" + value + "\" is read as " + number) : List.of());
    }

    @Test
    void rejectsANegativeTimeBetweenPolls() throws Exception {
        Settings settings = read("", "enroll", "-t", "-5");
        assertThatThrownBy(() -> settings.number(Option.POLL_INTERVAL, 0, warning -> {}))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.code().exitCode()).isEqualTo(1))
                .hasMessageContaining("-t: expected a number (secs), 0 or more, found \"-5\"");
    }

    @Test
    void readsTheEngineSection() throws Exception {
        String content =
                "[sscep]\nengine = token\n[token]\nengine_id = pkcs11\nMODULE_PATH = /lib/p11.so\nPIN = 1234\n";
        assertThat(read(content, "enroll").engine())
                .contains(new EngineSection("pkcs11", Optional.of("/lib/p11.so"), Optional.of(Secret.of("1234"))));
        assertThat(warnings).isEmpty();
    }

    @Test
    void findsTheEngineByItsIdOrItsSectionOnTheCommandLine() throws Exception {
        String content = "[sscep]\nengine = one\n[one]\nengine_id = pkcs11\n[two]\nengine_id = SunEC\n";
        assertThat(read(content, "enroll", "-g", "pkcs11")
                        .engine()
                        .orElseThrow()
                        .id())
                .isEqualTo("pkcs11");
        assertThat(read(content, "enroll", "-g", "two").engine().orElseThrow().id())
                .isEqualTo("SunEC");
        assertThat(read(content, "enroll", "-g", "Other").engine()).isEmpty();
    }

    @Test
    void findsThePinInTheSpecialSectionOfTheOriginal() throws Exception {
        String content = "[sscep]\nengine = e\n[e]\nengine_id = pkcs11\n[sscep_engine_pkcs11]\nPIN = 1234\n";
        assertThat(read(content, "enroll").engine().orElseThrow().pin()).contains(Secret.of("1234"));
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [sscep]~engine = none~              | missing section [none]
            [sscep]~engine = e~[e]~PIN = 1~     | missing engine_id in section [e]
            """)
    void refusesAnEngineThatIsNotDescribed(String content, String problem) {
        assertThatThrownBy(() -> read(content.replace('~', '\n'), "enroll"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(problem);
    }

    private Settings read(String content, String operation, String... options) throws Exception {
        Path file = Files.writeString(dir.resolve("test.cnf"), content);
        List<String> args = new ArrayList<>(List.of(operation, "-f", file.toString()));
        args.addAll(List.of(options));
        Arguments arguments = Arguments.parse(args.toArray(new String[0]));
        SettingsReader reader = new SettingsReader(arguments.operation().orElseThrow(), arguments);
        Settings settings = reader.read(Map.<String, String>of()::get);
        warnings = reader.warnings();
        return settings;
    }
}
