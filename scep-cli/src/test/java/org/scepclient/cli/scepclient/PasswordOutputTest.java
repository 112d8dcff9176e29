package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.cli.MarkedUrls;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Neither commands nor files except the settings show the password of a URL or a proxy, however malformed they are. */
class PasswordOutputTest {
    @TempDir
    Path directory;

    private CommandRun command;

    @BeforeEach
    void place() {
        command = new CommandRun()
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"))
                .with("SCEPCLIENT_DATA", directory.resolve("data"));
    }

    private void assertHidden(List<String> line) {
        command.run(line.toArray(String[]::new));
        assertThat(command.out() + command.err() + command.progress())
                .as(line.toString())
                .doesNotContain(MarkedUrls.MARK);
    }

    /** Each option for a URL or a host, with the other options that its command needs. */
    private Map<String, List<List<String>>> lines() {
        String out = directory.resolve("out").toString();
        String ca = directory.resolve("ca.pem").toString();
        List<String> enroll = List.of("enroll", "--out", out, "--subject", "/CN=a", "--url");
        List<String> show = List.of("ca", "--json", "--url");
        List<String> crl = List.of("crl", "--cert", ca, "--ca", ca);
        List<String> cert = List.of("cert", "--cert", ca, "--ca", ca);
        return Map.of(
                "--url",
                List.of(
                        enroll,
                        show,
                        with(crl, "--url"),
                        with(cert, "--url"),
                        List.of("testca", "pending", "--url"),
                        List.of("testca", "approve", "1", "--url"),
                        List.of("testca", "reject", "1", "--url")),
                "--from",
                List.of(with(crl, "--from"), with(cert, "--from")),
                "--proxy",
                List.of(
                        with(show, "http://127.0.0.1:1/x", "--proxy"),
                        with(crl, "--from", "https://127.0.0.1:1/x", "--proxy")),
                "--ldap-server",
                List.of(with(crl, "--from", "ldap:///cn=x", "--ldap-server")));
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void knowsEveryOptionThatTakesAUrl() {
        assertThat(urlOptions(CommandName.all("scepclient"))).isEqualTo(new TreeSet<>(lines().keySet()));
    }

    private static Set<String> urlOptions(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            if (option.paramLabel().contains("URL") || option.paramLabel().contains("HOST")) {
                names.add(option.longestName());
            }
        }
        command.subcommands().values().forEach(inner -> names.addAll(urlOptions(inner.getCommandSpec())));
        return names;
    }

    @Test
    void hidesThePasswordOfEveryUrl() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            command.run(
                    "ca",
                    "--url",
                    ca.url().toString(),
                    "--out",
                    directory.resolve("ca.pem").toString());
        }
        for (List<List<String>> lines : lines().values()) {
            for (List<String> line : lines) {
                MarkedUrls.all().forEach(url -> assertHidden(with(line, url)));
            }
        }
    }

    @Test
    void hidesThePasswordOfAUrlInTheWrongPlace() {
        for (String url : MarkedUrls.all()) {
            if (url.contains("@")) {
                assertHidden(List.of(url));
                assertHidden(List.of("ca", url));
                assertHidden(List.of("ca", "--ulr", url));
                assertHidden(List.of("ca", "--ulr=" + url));
                assertHidden(List.of("settings", "set", url));
                assertHidden(List.of("settings", "set", url + "=x"));
            }
        }
    }

    @Test
    void hidesThePasswordInTheSettings() throws Exception {
        for (String url : MarkedUrls.all()) {
            for (String item : List.of("URL", "PROXY")) {
                assertHidden(List.of("settings", "set", item + "=" + url));
                assertHidden(List.of("settings", "set", item + "=" + url + "\u0007"));
                Files.writeString(
                        directory.resolve("settings"),
                        "MOD_SCEPCLIENT_" + item + "='" + url.replace("'", "") + "'\n",
                        StandardCharsets.UTF_8);
                for (String subcommand : List.of("list", "check", "export")) {
                    assertHidden(List.of("settings", subcommand));
                }
                Path other = Files.copy(
                        directory.resolve("settings"), directory.resolve("other"), StandardCopyOption.REPLACE_EXISTING);
                assertHidden(List.of("settings", "import", "--dry-run", other.toString()));
                Files.delete(directory.resolve("settings"));
                assertHidden(List.of("settings", "import", "--dry-run", other.toString()));
                assertHidden(List.of("settings", "import", "--dry-run", "--json", other.toString()));
                assertHidden(List.of("status"));
                assertHidden(List.of("status", "--json"));
            }
        }
    }

    @Test
    void hidesThePasswordWhereTheServerAnswers() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            String url = ca.url().toString().replace("http://", "http://user:s3cret@");
            assertHidden(List.of("ca", "--url", url));
            String out = directory.resolve("out").toString();
            assertHidden(List.of("enroll", "--out", out, "--subject", "/CN=a", "--url", url));
            command.run("settings", "set", "SERIAL=7", "ENABLED=1", "URL=" + url);
            for (String subcommand : List.of("check", "renew", "status", "reset")) {
                assertHidden(List.of(subcommand));
            }
            assertHidden(List.of("status", "--json"));
            assertHidden(List.of("settings", "list"));
        }
        assertThat(filesWithTheMark()).containsExactly(directory.resolve("settings"));
    }

    @Test
    void hidesThePasswordWhereTheServerIsNotThere() throws Exception {
        command.run(
                "settings",
                "set",
                "SERIAL=7",
                "ENABLED=1",
                "URL=http://user:s3cret@127.0.0.1:1/x",
                "MAX_AWAIT_RESULT=1");
        assertHidden(List.of("check"));
        assertHidden(List.of("status"));
        assertHidden(List.of("status", "--json"));
        assertThat(filesWithTheMark()).containsExactly(directory.resolve("settings"));
    }

    private List<Path> filesWithTheMark() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                    .contains(MarkedUrls.MARK);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }
}
