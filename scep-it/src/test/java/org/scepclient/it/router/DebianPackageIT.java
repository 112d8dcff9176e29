package org.scepclient.it.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.it.app.AppArchive;
import org.scepclient.it.app.Programs;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** The Debian package, installed into a separate root directory with its own dpkg database. */
class DebianPackageIT {
    private static final String SETTINGS = "etc/scepclient/settings";
    /** Commands of Debian's packages sscep and scep, which this package must not contain. */
    private static final List<String> TAKEN = List.of("usr/bin/sscep", "usr/bin/scepclient", "usr/bin/scepserver");

    private static final List<String> TAKEN_MANUALS =
            List.of("usr/share/man/man1/sscep.1.gz", "usr/share/man/man1/scepclient.1.gz");

    /** The systemd targets that the units refer to. */
    private static final List<String> TARGETS =
            List.of("basic", "multi-user", "network-online", "shutdown", "sysinit", "time-sync", "time-set", "timers");

    @TempDir
    Path root;

    private Path deb;

    @BeforeEach
    void makeADatabaseWithoutPackages() throws IOException {
        Programs.require("dpkg", "dpkg");
        deb = AppArchive.debian().archive();
        Path database = Files.createDirectories(root.resolve("var/lib/dpkg"));
        Files.createDirectories(database.resolve("info"));
        Files.createDirectories(database.resolve("updates"));
        Files.createFile(database.resolve("status"));
    }

    @Test
    void installedCommandsRunWithTheirStartUpCacheAndLeaveDebiansNamesAlone() {
        install();

        Finished finished = Command.of(root.resolve("opt/scepClient/bin/scepclient"), "--version")
                .with("SCEPCLIENT_JAVA_OPTIONS", "-Xshare:on")
                .run()
                .mustSucceed();

        assertThat(finished.out()).startsWith("scepclient ");
        assertThat(root.resolve("usr/bin/scep-agent")).isSymbolicLink();
        assertThat(root.resolve("usr/bin/scep_replace_pem")).isSymbolicLink();
        assertThat(TAKEN).noneMatch(command -> Files.exists(root.resolve(command)));
    }

    @Test
    void commandsFindSettingsAndDataWhereDebianHasThem() throws IOException {
        install();

        Finished finished = Command.of(root.resolve("opt/scepClient/bin/scepclient"), "settings", "check")
                .with("SCEPCLIENT_SETTINGS", "")
                .run();

        // Not in the home directory of the app: an empty variable selects the value in etc/paths.
        assertThat(finished.everything()).contains("/etc/scepclient/settings").doesNotContain("/opt/scepClient/etc");
    }

    @Test
    void upgradeKeepsTheChangedSettingsAndRemovalTheData() throws IOException {
        install();
        Files.writeString(root.resolve(SETTINGS), "MOD_SCEPCLIENT_ENABLED=1\n");
        Files.writeString(root.resolve("var/lib/scepclient/latest.key"), "the key");

        install();
        assertThat(root.resolve(SETTINGS)).hasContent("MOD_SCEPCLIENT_ENABLED=1\n");

        dpkg("--remove", "scepclient");
        assertThat(root.resolve(SETTINGS)).exists();
        assertThat(root.resolve("opt/scepClient/bin/scepclient")).doesNotExist();

        dpkg("--purge", "scepclient");
        assertThat(root.resolve(SETTINGS)).doesNotExist();
        assertThat(root.resolve("var/lib/scepclient/latest.key")).hasContent("the key");
    }

    @Test
    void manualPageAndCompletionAreThereForTheCommandsName() throws IOException {
        install();

        String manual = Command.of("gzip", "-dc", root.resolve("usr/share/man/man1/scep-agent.1.gz"))
                .run()
                .mustSucceed()
                .out();
        assertThat(manual)
                .startsWith(".TH SCEP\\-AGENT 1")
                .contains("scep\\-agent enroll")
                .doesNotContain("scepclient ");
        Path completion = root.resolve("usr/share/bash-completion/completions/scep-agent");
        assertThat(Command.of("bash", "-c", ". \"$1\"; complete -p scep-agent", "bash", completion)
                        .run()
                        .mustSucceed()
                        .out())
                .contains("scep-agent");
        assertThat(TAKEN_MANUALS).noneMatch(manualPage -> Files.exists(root.resolve(manualPage)));
    }

    /** systemctl and the helper of Debian are stand-ins, which record their arguments. */
    @ParameterizedTest
    @CsvSource({
        "'', enabled, start scepclient-check.timer",
        "0.0.9, enabled, start scepclient-check.timer",
        "0.0.9, disabled, update-state scepclient-check.timer"
    })
    void upgradeLeavesTheTimerAsTheAdministratorHasIt(String earlier, String state, String expected)
            throws IOException {
        String enabled = state.equals("enabled") ? "0" : "1";
        Path programs = Files.createDirectory(root.resolve("programs"));
        Path asked = root.resolve("asked");
        for (String program : List.of("systemctl", "deb-systemd-helper")) {
            Path file = programs.resolve(program);
            Files.writeString(
                    file,
                    "#!/bin/sh\necho \"$*\" >>" + asked + "\ncase $* in *-enabled*) exit " + enabled + " ;; esac\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        configure(programs, "mkdir -p /run/systemd/system", earlier);

        assertThat(Files.readAllLines(asked)).contains(expected);
        assertThat(Files.readString(asked).contains("start scepclient-check.timer"))
                .isEqualTo(state.equals("enabled"));
        assertThat(Files.readString(asked).contains("try-restart scepclient.service"))
                .isEqualTo(!earlier.isEmpty());
    }

    @Test
    void installationWithoutSystemdPrintsHowToStart() throws IOException {
        Path none = Files.createDirectory(root.resolve("none"));
        assertThat(configure(none, "true", "").out()).contains("scep-agent run &", "root scep-agent check");
        assertThat(configure(none, "true", "0.0.9").out()).isEmpty();
    }

    /** Runs postinst as on a device, with an own {@code /run} and {@code /var/lib}. */
    private Finished configure(Path programs, String preparation, String earlier) throws IOException {
        Path control = Files.createTempDirectory(root, "control");
        Command.of("dpkg-deb", "--control", deb, control.resolve("x")).run().mustSucceed();
        String script = "mount -t tmpfs none /run && mount -t tmpfs none /var/lib && mkdir /var/lib/scepclient && "
                + preparation + " && PATH=\"$1:$PATH\" exec sh \"$2\" configure $3";
        return Command.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", programs)
                .and(control.resolve("x/postinst"), earlier)
                .run()
                .mustSucceed();
    }

    @Test
    void secretsAreForRootAlone() {
        List<String> lines =
                Command.of("dpkg-deb", "--contents", deb).run().mustSucceed().lines();

        assertThat(lines).anyMatch(line -> line.startsWith("-rw------- root/root ") && line.endsWith(" ./" + SETTINGS));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("drwx------ root/root ") && line.endsWith(" ./var/lib/scepclient/"));
        assertThat(lines).noneMatch(line -> line.matches("[^l].......w.*"));
    }

    @Test
    void systemdUnderstandsTheUnits() throws IOException {
        Programs.require("systemd-analyze", "systemd");
        install();
        Path units = root.resolve("usr/lib/systemd/system");
        for (String target : TARGETS) {
            Files.writeString(units.resolve(target + ".target"), "[Unit]\nDescription=" + target + "\n");
        }

        for (String unit : List.of("scepclient.service", "scepclient-check.service", "scepclient-check.timer")) {
            Finished finished = Command.of("systemd-analyze", "verify", "--man=no", "--root=" + root, unit)
                    .run()
                    .mustSucceed();
            assertThat(finished.everything()).isEmpty();
        }
    }

    private void install() {
        dpkg("--install", deb);
    }

    /** The maintainer scripts run outside, with DPKG_ROOT, because the root directory has no shell. */
    private void dpkg(Object... words) {
        Command.of(
                        "dpkg",
                        "--root=" + root,
                        "--force-script-chrootless",
                        "--force-depends",
                        "--force-not-root",
                        "--force-confdef")
                .and(words)
                .with("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
                .run()
                .mustSucceed();
    }
}
