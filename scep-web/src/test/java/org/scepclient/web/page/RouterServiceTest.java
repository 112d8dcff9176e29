package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.script.ScriptRunner;

/** The commands for a service, run by a shell in a device of the test: its root directory takes the place of {@code /}. */
class RouterServiceTest {
    private static final String OLD = """
            scep_replace_pem /etc/settings.ipsec IPSEC_LOCAL_KEY pkey IPSEC_LOCAL_CERT cert
            /etc/init.d/ipsec restart
            """;

    @TempDir
    Path root;

    private Path programs;

    @BeforeEach
    void device() throws Exception {
        programs = Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("etc/init.d"));
        program("bin/scep_replace_pem", 0);
        for (String id : new String[] {"ipsec", "openvpn"}) {
            Files.createFile(root.resolve("etc/settings." + id));
            program("etc/init.d/" + id, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void replacesThenRestarts(RouterService service) throws Exception {
        ScriptResult result = run(service.appendTo(""));
        assertThat(result.exitCode()).as(result.output()).isZero();
        String id = service.label().toLowerCase(java.util.Locale.ROOT);
        assertThat(calls())
                .isEqualTo("scep_replace_pem " + root + "/etc/settings." + id + " " + service.name()
                        + "_LOCAL_KEY pkey " + service.name() + "_LOCAL_CERT cert\n" + id + " restart\n");
        assertThat(service.missing(root)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAStepIsTheResultAndEndsTheScript(RouterService service) throws Exception {
        program("bin/scep_replace_pem", 93);
        assertThat(run(service.appendTo("")).exitCode()).isEqualTo(93);
        assertThat(calls()).doesNotContain("restart");
        program("bin/scep_replace_pem", 0);
        program("etc/init.d/" + service.label().toLowerCase(java.util.Locale.ROOT), 4);
        String both = RouterService.OPENVPN.appendTo(RouterService.IPSEC.appendTo(service.appendTo("")));
        assertThat(run(both + Base64.getEncoder().encodeToString(new byte[0])).exitCode())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void missingFileOrServiceIsNamedBeforeAnythingIsChanged(RouterService service) throws Exception {
        String id = service.label().toLowerCase(java.util.Locale.ROOT);
        Files.delete(root.resolve("etc/init.d/" + id));
        assertThat(service.missing(root)).containsExactly("/etc/init.d/" + id);
        ScriptResult noProgram = run(service.appendTo(""));
        assertThat(noProgram.exitCode()).isEqualTo(1);
        assertThat(noProgram.output()).contains(service.label() + ": ", "/etc/init.d/" + id + " does not exist");
        Files.delete(root.resolve("etc/settings." + id));
        assertThat(service.missing(root)).containsExactly("/etc/settings." + id, "/etc/init.d/" + id);
        assertThat(run(service.appendTo("")).output()).contains("/etc/settings." + id + " does not exist");
        assertThat(root.resolve("calls")).doesNotExist();
    }

    @Test
    void keepsWhatAScriptHas() throws Exception {
        String mine = base64("echo mine");
        String added = RouterService.IPSEC.appendTo(mine);
        assertThat(text(added)).startsWith("echo mine\n# IPsec").endsWith("restart || exit\n");
        assertThat(RouterService.IPSEC.appendTo(added)).isEqualTo(added);
        assertThat(text(RouterService.OPENVPN.appendTo(added)))
                .startsWith(text(added))
                .contains("OPENVPN_LOCAL_KEY pkey");
        assertThat(RouterService.IPSEC.appendTo("not base64!")).isEqualTo("not base64!");
        String old = base64("echo mine\n" + OLD);
        assertThat(RouterService.IPSEC.appendTo(old)).isEqualTo(old);
        assertThat(RouterService.IPSEC.hasOldCommands(old)).isTrue();
        assertThat(RouterService.IPSEC.hasOldCommands(added)).isFalse();
        assertThat(text(RouterService.OPENVPN.appendTo(old))).startsWith("echo mine\n" + OLD + "# OpenVPN");
    }

    private ScriptResult run(String script) throws Exception {
        String commands = text(script).replace("/etc/", root + "/etc/");
        return new ScriptRunner(programs, Duration.ofSeconds(20)).run(commands, Map.of());
    }

    private void program(String name, int exitCode) throws Exception {
        Path file = Files.writeString(
                root.resolve(name), "#!/bin/sh\necho \"${0##*/} $*\" >>'" + root + "/calls'\nexit " + exitCode + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String calls() throws Exception {
        return Files.readString(root.resolve("calls"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }
}
