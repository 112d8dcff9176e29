package org.scepclient.it.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.app.App;
import org.scepclient.it.app.AppArchive;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Running;

/** The router app on a device with BusyBox only. */
class RouterAppIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATA = "/var/data/scepClient";
    private static final String SETTINGS = CleanRoot.HOME + "/etc/settings";
    private static final List<String> DISABLED = List.of("Module scepClient disabled", "Certificate not enrolled");
    private static final List<String> NOTHING_YET =
            List.of("Module scepClient not running", "Certificate not enrolled");
    private static final List<String> ENROLLING = List.of("Module scepClient running", "Certificate enrollment");
    private static final List<String> RENEWING = List.of("Module scepClient running", "Certificate re-enrollment");
    private static final String SUCCESS_SCRIPT = """
            scep_replace_pem /etc/settings.ipsec IPSEC_LOCAL_KEY pkey IPSEC_LOCAL_CERT cert
            /etc/init.d/ipsec restart
            /opt/scepClient/etc/init status >>/tmp/states
            """;

    @TempDir
    Path directory;

    private CleanRoot device;

    @BeforeEach
    void unpackTheAppOnADevice() {
        device = CleanRoot.with(AppArchive.forThisPlatform(), directory.resolve("root"));
        // Like the router's own program, with a degree sign in ISO 8859-1.
        device.program("/usr/bin/status", """
                #!/bin/sh
                [ "$1" = sys ] || exit 1
                cat <<END
                Product Name         : ICR-4461
                Temperature          : 45 \u00b0C
                Serial Number        : ACZ1100002516992
                END
                """);
        device.write(
                "/etc/settings.ipsec",
                "# IPsec\nIPSEC_ENABLED=1\nIPSEC_LOCAL_KEY=\nIPSEC_LOCAL_CERT=\nIPSEC_REMOTE_ID=hub\n");
        device.program("/etc/init.d/ipsec", "#!/bin/sh\necho \"$1\" >>/tmp/ipsec\n");
        assertThat(device.app("etc/install")).contains("bin/scepclient settings set ", "bin/check-cert.sh");
    }

    @AfterEach
    void endTheDevice() {
        device.close();
    }

    @Test
    void enrollsAtBootHandsTheCertificateToIpsecAndRenewsIt() {
        device.command("syslogd", "-O", "/var/log/messages").run().mustSucceed();
        assertThat(device.status()).isEqualTo(DISABLED);
        try (TestCa ca = TestCa.start(App.packaged(), Setup.MANUAL_APPROVAL, directory)) {
            set(ca);
            assertThat(device.status()).isEqualTo(NOTHING_YET);

            device.app("etc/init", "start");
            ca.awaitRequest(PATIENCE);
            assertThat(device.status()).isEqualTo(ENROLLING);
            ca.approveAll();
            String first = awaitCertificate();
            assertInUse(first, ca);

            // The CA renews without approval, so only the script sees the state in between.
            device.app("bin/scepclient", "renew");
            String second = awaitCertificate();
            assertThat(second).isNotEqualTo(first);
            assertInUse(second, ca);
            assertThat(device.read("/var/log/messages"))
                    .contains("daemon.info scepClient: ", "daemon.notice scepClient: scepclient: certificate " + first)
                    .doesNotContain(ca.challenge());
        }
        assertThat(device.read("/tmp/ipsec")).isEqualTo("restart\nrestart\n");
        assertThat(device.read("/tmp/states").lines().toList())
                .containsExactly(ENROLLING.getFirst(), ENROLLING.getLast(), RENEWING.getFirst(), RENEWING.getLast());
    }

    @Test
    void checkThatACgiProgramStartsInheritsNothingOfTheRequest() throws IOException {
        try (ServerSocket silent = silentCa()) {
            assertThat(silent.isBound()).isTrue();
            device.run(
                    "sh",
                    "-c",
                    "export GATEWAY_INTERFACE=CGI/1.1 HTTP_COOKIE='x\ny' TZ=UTC; " + CleanRoot.HOME
                            + "/etc/init apply");
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "the check that was started");
            assertThat(device.run("cat", "/proc/" + checkInProgress() + "/environ"))
                    .contains("TZ=UTC")
                    .doesNotContain("HTTP_COOKIE", "GATEWAY_INTERFACE");
            device.app("etc/init", "stop");
        }
    }

    @Test
    void startAndApplyReturnWhileTheCaIsSilentAndStopEndsTheCheck() throws IOException {
        try (ServerSocket silent = silentCa()) {
            assertThat(silent.isBound()).isTrue();
            device.app("etc/init", "start");
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "the check that was started");
            String first = checkInProgress();
            device.app("etc/init", "apply");
            Await.until(PATIENCE, () -> !first.equals(checkInProgress()), "another check");
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "its request");
            String second = checkInProgress();
            device.app("etc/init", "stop");

            assertThat(second).isNotEqualTo(first);
            assertThat(commandLine(first)).isEmpty();
            assertThat(commandLine(second)).isEmpty();
            assertThat(device.status()).isEqualTo(NOTHING_YET);
        }
    }

    @Test
    void stopLeavesAnotherProcessWithTheSamePidAlone() {
        try (Running stranger =
                device.command("sh", "-c", "echo $$; exec sleep 600").start()) {
            String pid = stranger.awaitLine("[0-9]+", PATIENCE).group();
            device.write("/var/run/scepClient.pid", pid + "\n");
            device.write(DATA + "/run", pid + "\ncheck\n\n");
            device.write(DATA + "/web-page", pid + "\n127.0.0.1:8443\n\n");

            device.app("etc/init", "stop");
            device.app("etc/init", "end");

            assertThat(stranger.isAlive()).isTrue();
            assertThat(commandLine(pid)).startsWith("sleep");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec /opt/scepClient/bin/check-cert.sh", "cd /opt/scepClient; exec bin/scepclient check"})
    void stopEndsACheckThatSomebodyElseHasStarted(String commands) throws IOException {
        try (ServerSocket silent = silentCa();
                Running check = device.command("sh", "-c", commands).start()) {
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "cron's check");
            assertThat(silent.isBound()).isTrue();

            device.app("etc/init", "stop");

            check.awaitExit(PATIENCE);
            assertThat(device.status()).isEqualTo(NOTHING_YET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pid", "/pid", "new/place/pid", "/tmp/new/pid"})
    void holdsThePidFileThatIsConfigured(String file) throws IOException {
        String path = file.isEmpty() ? "/var/run/scepClient.pid" : file.startsWith("/") ? file : "/tmp/" + file;
        String init = "cd /tmp && SCEPCLIENT_PID_FILE=" + file + " " + CleanRoot.HOME + "/etc/init ";
        try (ServerSocket silent = silentCa()) {
            assertThat(silent.isBound()).isTrue();
            device.run("sh", "-c", init + "start");
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "the check that was started");
            String pid = device.read(path).strip();
            assertThat(commandLine(pid)).contains("check");

            device.run("sh", "-c", init + "stop");

            assertThat(commandLine(pid)).isEmpty();
            assertThat(device.has(path)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "ln -s nowhere", "ln -s scepClient.pid"})
    void startsTheCheckWhereThePidFileIsNotAFile(String make) throws Exception {
        for (String place : List.of("/var/run/scepClient.pid", DATA + "/run")) {
            List<String> words = new ArrayList<>(List.of(make.split(" ")));
            words.add(device.path(place).toString());
            assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
        }
        try (ServerSocket silent = silentCa()) {
            assertThat(silent.isBound()).isTrue();
            device.app("etc/init", "stop");
            device.app("etc/init", "start");
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "the check that was started");
            assertThat(commandLine(checkInProgress())).contains("check");
            device.app("etc/init", "stop");
            assertThat(device.status()).isEqualTo(NOTHING_YET);
        }
    }

    @Test
    void neitherStopNorAnUpgradeEndsTheService() throws IOException {
        try (ServerSocket silent = silentCa("WEB_ADDRESS=127.0.0.1:0");
                Running service = device.command(CleanRoot.HOME + "/bin/scepclient", "run")
                        .start()) {
            awaitPage();
            Await.until(PATIENCE, () -> device.status().equals(ENROLLING), "the check of the service");
            assertThat(silent.isBound()).isTrue();

            device.app("etc/init", "stop");
            device.app("etc/init", "end");

            assertThat(service.isAlive()).isTrue();
            assertThat(device.status()).isEqualTo(ENROLLING);
        }
    }

    @Test
    void stopLeavesThePageToThePersonWhoLooksAtItAndAnUpgradeEndsIt() {
        device.app("bin/scepclient", "settings", "set", "WEB_ADDRESS=127.0.0.1:0");
        try (Running page =
                device.command(CleanRoot.HOME + "/bin/scepclient", "web").start()) {
            awaitPage();

            device.app("etc/init", "stop");
            assertThat(page.isAlive()).isTrue();
            device.app("etc/init", "end");

            page.awaitExit(PATIENCE);
            assertThat(device.read(DATA + "/web-page")).isEmpty();
        }
    }

    @Test
    void upgradeKeepsSettingsAndData() {
        device.app("bin/scepclient", "settings", "set", "SUBJECT=/CN=it's mine", "RENEW_DAYS=7");
        device.write(DATA + "/latest.crt", "the certificate");
        String before = device.read(SETTINGS);

        device.app("etc/uninstall");
        assertThat(device.has("/usr/bin/scep_replace_pem")).isFalse();
        device.run("rm", "-rf", CleanRoot.HOME);
        device.run("tar", "-xzf", "/tmp/app.tgz", "-C", "/opt");
        device.app("etc/install");

        assertThat(device.read(SETTINGS)).isEqualTo(before).contains("MOD_SCEPCLIENT_RENEW_DAYS=7\n");
        assertThat(mode(SETTINGS)).isEqualTo("rw-------");
        assertThat(device.read(DATA + "/latest.crt")).isEqualTo("the certificate");
        assertThat(device.has(DATA + "/settings.kept")).isFalse();
        assertThat(device.run("/usr/bin/scep_replace_pem", "--version")).startsWith("scep_replace_pem ");
    }

    @Test
    void defaultsReplaceTheSettings() {
        String before = device.read(SETTINGS);
        device.app("bin/scepclient", "settings", "set", "RENEW_DAYS=7");

        device.app("etc/init", "defaults");

        assertThat(device.read(SETTINGS)).isEqualTo(before).contains("MOD_SCEPCLIENT_RENEW_DAYS=30\n");
        assertThat(mode(SETTINGS)).isEqualTo("rw-------");
    }

    @Test
    void aDeviceMakesTheStartUpCacheThatItsPackageLacks() {
        device.run("sh", "-c", "rm " + CleanRoot.HOME + "/lib/*.jsa");
        device.app("bin/scepclient", "--version");

        device.app("lib/make-cache", "--once");

        // -Xshare:on refuses to start without a matching cache.
        device.command(CleanRoot.HOME + "/bin/scepclient", "--version")
                .with("SCEPCLIENT_JAVA_OPTIONS", "-Xshare:on")
                .run()
                .mustSucceed();
    }

    private void awaitPage() {
        Await.until(
                PATIENCE,
                () -> device.has(DATA + "/web-page")
                        && device.read(DATA + "/web-page").contains("127.0.0.1:"),
                "the page");
    }

    /** A CA that takes connections and never answers; automation is enabled and uses it. */
    private ServerSocket silentCa(String... settings) throws IOException {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        List<Object> words = new ArrayList<>(
                List.of("settings", "set", "ENABLED=1", "URL=http://127.0.0.1:" + silent.getLocalPort() + "/"));
        words.addAll(List.of(settings));
        device.app("bin/scepclient", words.toArray());
        return silent;
    }

    /** The pid noted by the last start; empty if there is none. */
    private String checkInProgress() {
        return device.command("cat", "/var/run/scepClient.pid").run().out().strip();
    }

    /** The command line of a process; empty once it has ended. */
    private String commandLine(String pid) {
        return device.command("cat", "/proc/" + pid + "/cmdline").run().out();
    }

    private void set(TestCa ca) {
        device.write("/tmp/success", SUCCESS_SCRIPT);
        device.write("/tmp/challenge", ca.challenge());
        device.run("chmod", "600", "/tmp/challenge");
        device.app("bin/scepclient", "settings", "challenge", "--from", "file:/tmp/challenge");
        device.app(
                "bin/scepclient",
                "settings",
                "set",
                "ENABLED=1",
                "URL=" + ca.url(),
                "AWAIT_RESULT=1",
                "SUBJECT=/O=Example/CN=router-SN",
                "SUCCESS_SCRIPT=@/tmp/success");
    }

    /** Waits for the end of the enrollment, and returns the serial number in the second status line. */
    private String awaitCertificate() {
        Pattern enrolled = Pattern.compile("Certificate enrolled ([0-9A-F]+)");
        Await.until(PATIENCE, () -> enrolled.matcher(device.status().getLast()).matches(), "a certificate");
        List<String> lines = device.status();
        assertThat(lines).hasSize(2).first().isEqualTo("Module scepClient not running");
        return lines.getLast().substring("Certificate enrolled ".length());
    }

    private void assertInUse(String serial, TestCa ca) {
        Pem certificate = Pem.read(device.path(DATA + "/" + serial + ".crt"));
        certificate.mustVerifyUnder(ca.caFile()).mustBelongTo(device.path(DATA + "/" + serial + ".key"));
        assertThat(certificate.serial()).isEqualTo(serial);
        assertThat(certificate.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=router-ACZ1100002516992,O=Example");
        Map<String, String> ipsec = assignments(device.read("/etc/settings.ipsec"));
        assertThat(decoded(ipsec.getOrDefault("IPSEC_LOCAL_KEY", "")))
                .isEqualTo(device.read(DATA + "/" + serial + ".key"));
        assertThat(decoded(ipsec.getOrDefault("IPSEC_LOCAL_CERT", "")))
                .isEqualTo(device.read(DATA + "/" + serial + ".crt"));
        assertThat(ipsec).containsEntry("IPSEC_ENABLED", "1").containsEntry("IPSEC_REMOTE_ID", "hub");
        assertThat(mode(DATA + "/" + serial + ".key")).isEqualTo("rw-------");
    }

    private static Map<String, String> assignments(String text) {
        return Pattern.compile("(?m)^(\\w+)=(.*)$")
                .matcher(text)
                .results()
                .collect(Collectors.toMap(line -> line.group(1), (MatchResult line) -> line.group(2)));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    private String mode(String inside) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(device.path(inside)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
