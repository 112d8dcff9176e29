package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
    private static final String SECRET = "s3cret-of-the-ca";

    @TempDir
    Path directory;

    private Path file;
    private Path data;
    private CommandRun command;

    @BeforeEach
    void place() {
        file = directory.resolve("settings");
        data = directory.resolve("data");
        command = new CommandRun().with("SCEPCLIENT_SETTINGS", file).with("SCEPCLIENT_DATA", data);
    }

    @Test
    void showsEverySettingAndWhetherItIsADefault() {
        run("set", "RENEW_DAYS=14");
        assertThat(run("list")).isZero();
        assertThat(command.out())
                .contains("MOD_SCEPCLIENT_RENEW_DAYS=14\n", "MOD_SCEPCLIENT_KEY_SIZE=2048  (default)\n");
        assertThat(run("list", "--json")).isZero();
        assertThat(command.out())
                .startsWith("{\"command\":\"settings\"")
                .contains("\"MOD_SCEPCLIENT_RENEW_DAYS\":\"14\"");
    }

    @Test
    void changesAndShowsOneSettingByEitherName() {
        assertThat(run("set", "MOD_SCEPCLIENT_SUBJECT=/CN=it's SN")).isZero();
        assertThat(run("get", "SUBJECT")).isZero();
        assertThat(command.out()).isEqualTo("/CN=it's SN\n");
        assertThat(file).content().isEqualTo("MOD_SCEPCLIENT_SUBJECT='/CN=it'\\''s SN'\n");
    }

    @Test
    void acceptsAScriptAsTextOrFromAFileAndShowsItAsText() throws Exception {
        Path script = Files.writeString(directory.resolve("deployed.sh"), "echo \"ä $SCEP_SERIAL\"\nexit 0\n");
        assertThat(run("set", "SUCCESS_SCRIPT=@" + script, "FAILURE_SCRIPT=logger \"$SCEP_REASON\""))
                .isZero();
        run("get", "SUCCESS_SCRIPT");
        assertThat(command.out()).isEqualTo(Files.readString(script));
        run("get", "FAILURE_SCRIPT");
        assertThat(command.out()).isEqualTo("logger \"$SCEP_REASON\"");
        assertThat(file).content().containsPattern("MOD_SCEPCLIENT_SUCCESS_SCRIPT_B64=[A-Za-z0-9+/=]+\n");
    }

    @Test
    void writesAllOrNothingAndNamesEachItemValueAndRemedy() {
        run("set", "URL=http://ca.example/scep");
        assertThat(run("set", "CA_IDENT=x", "RENEW_DAYS=0", "KEY_SIZE=12")).isEqualTo(1);
        assertThat(command.err().lines())
                .containsExactly(
                        "scepclient: MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'; expected 1 to 3650 days, or 1% to 99% of the validity",
                        "scepclient: MOD_SCEPCLIENT_KEY_SIZE: invalid value '12'; expected one of 1024, 2048, 3072, 4096 [argument]");
        assertThat(file).content().isEqualTo("MOD_SCEPCLIENT_URL=http://ca.example/scep\n");
    }

    @Test
    void changesASettingBesideAnInvalidOneAndReportsThat() throws Exception {
        Files.writeString(file, "MOD_SCEPCLIENT_RENEW_DAYS=0\nMOD_SCEPCLIENT_ENABLED=1\n");
        assertThat(run("set", "CA_IDENT=x", "SUBJECT=/CN=a")).as(command.err()).isZero();
        assertThat(file).content().contains("RENEW_DAYS=0\n", "CA_IDENT=x\n", "SUBJECT='/CN=a'\n");
        assertThat(command.err().lines())
                .containsExactly(
                        "scepclient: MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'; expected 1 to 3650 days, or 1% to 99% of the validity",
                        "scepclient: MOD_SCEPCLIENT_URL: automation is enabled without a server; set the server's URL");
        assertThat(run("set", "URL=http://ca.example/")).isZero();
        assertThat(command.err()).contains("RENEW_DAYS").doesNotContain("_URL");
    }

    @Test
    void refusesAChangeThatIsInvalidOrContradictsAnotherValueBesideAnInvalidOne() throws Exception {
        String before = "MOD_SCEPCLIENT_RENEW_DAYS=0\nMOD_SCEPCLIENT_AWAIT_RESULT=100\n";
        Files.writeString(file, before);
        for (String change : new String[] {"RENEW_DAYS=0", "KEY_SIZE=12", "MAX_AWAIT_RESULT=1", "ENABLED=1"}) {
            assertThat(run("set", "CA_IDENT=x", change)).as(change).isEqualTo(1);
            assertThat(command.err().lines()).as(change).hasSize(1);
            assertThat(file).content().isEqualTo(before);
        }
    }

    @Test
    void pointsAtTheWrongPartsOfValuesAtATerminal() throws Exception {
        run("set", "SUBJECT=/CN=a/FOO=b", "ALT_NAME=DNS:a,IP:1.2");
        assertThat(command.err().lines()).hasSize(2);
        command.showingErrors();
        run("set", "SUBJECT=/CN=a/FOO=b", "ALT_NAME=DNS:a,IP:1.2");
        assertThat(command.err().lines().map(line -> line.startsWith("scepclient: ") ? "" : line))
                .containsExactly("", "    /CN=a/FOO=b", "          ^^^", "", "    DNS:a,IP:1.2", "             ^^^");
        Files.writeString(
                file, "MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_URL=http://ca/\nMOD_SCEPCLIENT_SUBJECT=/CN=a/FOO=b\n");
        for (String[] line : new String[][] {{"settings", "check"}, {"check"}}) {
            assertThat(command.run(line)).as(command.err()).isEqualTo(1);
            assertThat(command.err()).contains("'FOO'").endsWith("\n    /CN=a/FOO=b\n          ^^^");
        }
        assertThat(run("set", "URL=http://u:s3cret@ca:x/scep")).isEqualTo(1);
        assertThat(command.err()).doesNotContain("s3cret");
    }

    @Test
    void namesTheSettingsWhereOneIsUnknown() {
        assertThat(run("set", "RENEW=1")).isEqualTo(1);
        assertThat(command.err()).contains("no setting has the name 'RENEW'; did you mean RENEW_DAYS?");
        assertThat(run("set", "DAYS=1")).isEqualTo(1);
        assertThat(command.err()).contains("no setting has the name 'DAYS'; list them with 'scepclient settings list'");
        assertThat(run("get", "NOTHING")).isEqualTo(1);
        assertThat(run("get", "SUBJCT")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("scepclient: no setting has the name 'SUBJCT'; did you mean SUBJECT? [argument]");
        assertThat(run("set", "MOD_SCEPCLIENT_KEYSIZE=2048")).isEqualTo(1);
        assertThat(command.err()).endsWith("; did you mean KEY_SIZE? [argument]");
        assertThat(run("set", "RENEW_DAYS")).isEqualTo(1);
        assertThat(command.err()).contains("expected KEY=VALUE, found 'RENEW_DAYS'");
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void checksAFileThatSomebodyWroteByHand() throws Exception {
        Files.writeString(file, "MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_URL=$(reboot)\n");
        assertThat(run("check")).isEqualTo(93);
        assertThat(command.err()).contains(file + ":2: ", "single quotes");
        Files.writeString(file, "MOD_SCEPCLIENT_ENABLED=1\n");
        assertThat(run("check")).isEqualTo(1);
        assertThat(command.err()).contains("MOD_SCEPCLIENT_URL", "set the server's URL");
        Files.writeString(file, "MOD_SCEPCLIENT_ENABLED=0\n");
        assertThat(run("check")).isZero();
    }

    @Test
    void reportsEverythingThatIsWrongInAFile() throws Exception {
        Files.writeString(file, """
                MOD_SCEPCLIENT_URL=$(reboot)
                MOD_SCEPCLIENT_ENABLED=1
                no assignment
                MOD_SCEPCLIENT_KEYSIZE=4096
                MOD_SCEPCLIENT_RENEW_DAYS=0
                MOD_SCEPCLIENT_KEY_SIZE=1024
                MOD_SCEPCLIENT_SUBJECT='/CN=a
                """);
        assertThat(run("check")).isEqualTo(93);
        assertThat(command.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains(file + ":4: unknown setting", "did you mean MOD_SCEPCLIENT_KEY_SIZE?"),
                        line -> assertThat(line).contains("MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'"),
                        line -> assertThat(line).contains("MOD_SCEPCLIENT_KEY_SIZE: 1024 bits require legacy ciphers"),
                        line -> assertThat(line).contains(file + ":1: ", "single quotes"),
                        line -> assertThat(line).contains(file + ":3: expected NAME=value"),
                        line -> assertThat(line).contains(file + ":7: missing closing single quote"));
        Files.writeString(file, "MOD_SCEPCLIENT_RENEW_DAYS=0\nMOD_SCEPCLIENT_URL=foo\n");
        assertThat(run("check")).isEqualTo(1);
        assertThat(command.err())
                .startsWith("scepclient: MOD_SCEPCLIENT_URL: 'foo' is not an http or https URL")
                .contains("MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'");
    }

    @Test
    void namesKeysThatAreMistypedOrOfAnotherVersion() throws Exception {
        Files.writeString(file, "MOD_SCEPCLIENT_KEYSIZE=4096\nMOD_OTHER_KEYSIZE=1\nMOD_SCEPCLIENT_WHATEVER=1\n");
        assertThat(run("check")).isZero();
        assertThat(command.err().lines())
                .containsExactly(
                        "scepclient: " + file + ":1: unknown setting MOD_SCEPCLIENT_KEYSIZE is ignored;"
                                + " did you mean MOD_SCEPCLIENT_KEY_SIZE?",
                        "scepclient: " + file + ":3: unknown setting MOD_SCEPCLIENT_WHATEVER is ignored;"
                                + " remove the line");
        assertThat(command.out()).isEqualTo("The other settings in " + file + " are good.\n");
        assertThat(run("check", "--strict")).isEqualTo(1);
        assertThat(command.err().lines()).hasSize(3);
        assertThat(command.err()).endsWith(file + " has unknown settings; correct or remove the lines [argument]");
        Files.writeString(file, "MOD_SCEPCLIENT_RENEW_DAYS=20\n");
        assertThat(run("check", "--strict")).as(command.err()).isZero();
    }

    @Test
    void keepsTheChallengePasswordInAFileOfItsOwnBeforeThereAreAnyData() throws Exception {
        Path typed = secret();
        assertThat(run("challenge", "--from", "file:" + typed))
                .as(command.err())
                .isZero();
        Path kept = data.resolve("challenge");
        assertThat(kept).content().isEqualTo(SECRET + "\n");
        assertThat(mode(kept)).isEqualTo("rw-------");
        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(file).content().isEqualTo("MOD_SCEPCLIENT_CHALLENGE_FILE=" + kept + "\n");
        run("list");
        assertThat(command.out()).contains(kept.toString()).doesNotContain(SECRET);
        run("challenge", "--forget");
        assertThat(kept).doesNotExist();
        assertThat(file).content().isEqualTo("MOD_SCEPCLIENT_CHALLENGE_FILE=\n");
    }

    @Test
    void refusesAChallengePasswordThatOthersCanRead() throws Exception {
        run("challenge", "--from", "file:" + secret());
        Path kept = data.resolve("challenge");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("check")).isEqualTo(93);
        assertThat(command.err()).contains(kept.toString(), "chmod 600").doesNotContain(SECRET);
    }

    @Test
    void printsDefaultsThatAreSettings() throws Exception {
        assertThat(run("defaults")).isZero();
        Files.writeString(file, command.out());
        assertThat(run("check")).isZero();
        run("list");
        assertThat(command.out()).doesNotContain("(default)");
    }

    @Test
    void resetsTheSettings() throws Exception {
        Files.writeString(file, "# mine\nMOD_SCEPCLIENT_RENEW_DAYS=7\nnot an assignment\n");
        assertThat(run("defaults", "--write")).isZero();
        assertThat(command.out()).isEmpty();
        assertThat(run("defaults")).isZero();
        assertThat(file).hasContent(command.out());
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "settings";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.run(all);
    }

    private Path secret() throws Exception {
        Path typed = Files.createFile(
                directory.resolve("typed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(typed, SECRET + "\n");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
