package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ErrorCode;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.fault.Fault;

/** Failed renewals: the message, the exit code, and the old pair that stays in use. */
class TroubleTest {
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Set<String> WRITING = Set.of("write");
    private static final Set<String> CHANGING =
            Set.of("create", "write", "rename", "link", "delete", "makeDirectory", "permit");

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = device.startCa(VALIDITY);
        assertThat(device.configured(ca.url())
                        .set(Setting.MAX_AWAIT_RESULT, "1")
                        .check())
                .isInstanceOf(CheckResult.Enrolled.class);
        device.advance(VALIDITY.minusDays(29));
    }

    @AfterEach
    void end() {
        ca.close();
    }

    /** A fault of a device or its CA. */
    @FunctionalInterface
    interface Trouble {
        void on(AgentFixture device, TestCa ca) throws Exception;
    }

    /** A row of the table of faults. */
    record Row(String name, Trouble trouble, ErrorCode code, int exit, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A server that exists until the end of the tests. */
    private static ScriptedServer withoutEnd() throws IOException {
        String responses = "HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
        return new ScriptedServer((request, out) -> {
            while (true) {
                ScriptedServer.raw(out, responses);
            }
        });
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "full disk",
                        (device, ca) -> device.operations(refusing(WRITING, "No space left on device")),
                        ErrorCode.STORAGE,
                        93,
                        "No space left on device"),
                new Row(
                        "read-only data",
                        (device, ca) -> device.operations(refusing(CHANGING, "Read-only file system")),
                        ErrorCode.STORAGE,
                        93,
                        "Read-only file system"),
                new Row("server switched off", (device, ca) -> ca.close(), ErrorCode.UNREACHABLE, 95, "127.0.0.1"),
                new Row(
                        "name that does not resolve",
                        (device, ca) -> device.set(Setting.URL, "http://scep.invalid/scep"),
                        ErrorCode.UNREACHABLE,
                        95,
                        "scep.invalid"),
                new Row(
                        "interim responses without end",
                        (device, ca) -> device.set(Setting.URL, withoutEnd().url("/scep")),
                        ErrorCode.UNREACHABLE,
                        95,
                        "interim responses (HTTP 1xx) without end"),
                new Row(
                        "certificate for another key",
                        (device, ca) -> ca.fault(Fault.CERTIFICATE_FOR_ANOTHER_KEY),
                        ErrorCode.CERTIFICATE_REFUSED,
                        97,
                        "key"),
                new Row(
                        "another CA",
                        (device, ca) -> ca.fault(Fault.CA_STRANGER),
                        ErrorCode.FINGERPRINT,
                        97,
                        "SHA-256"),
                new Row(
                        "request refused",
                        (device, ca) -> ca.fault(Fault.BAD_REQUEST),
                        ErrorCode.FAILURE_BAD_REQUEST,
                        72,
                        "badRequest"),
                new Row(
                        "request without approval",
                        (device, ca) -> ca.fault(Fault.PENDING_FOREVER),
                        ErrorCode.STILL_PENDING,
                        3,
                        "approved"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void leavesTheOldPairInUse(Row row) throws Exception {
        Credential old = device.inUse();
        row.trouble().on(device, ca);
        CheckResult result = device.check();
        assertThat(result.error()).as(result.message()).contains(row.code());
        assertThat(row.code().exitCode()).isEqualTo(row.exit());
        assertThat(result.message()).contains(row.message());
        requireUntouched(old);
    }

    @Test
    void namesTheSettingsThatCannotBeRead() throws Exception {
        Credential old = device.inUse();
        Path settings = device.paths().settings();
        Files.move(settings, directory.resolve("kept"));
        Files.createDirectory(settings);
        CheckResult result = device.check();
        assertThat(result.error()).contains(ErrorCode.STORAGE);
        assertThat(result.message()).contains(settings.toString());
        assertThat(device.status().problem()).contains(settings.toString());
        assertThat(device.status().moduleLine()).isEqualTo("Module scepClient disabled");
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
    }

    @Test
    void killsAScriptThatNeverEndsAndKeepsTheNewPair() throws Exception {
        Credential old = device.inUse();
        device.set(Setting.SCRIPT_LIMIT, "1").script(Setting.SUCCESS_SCRIPT_B64, "sleep 600 & sleep 600");
        CheckResult result = device.check();
        assertThat(result.error()).contains(ErrorCode.SCRIPT_FAILED);
        assertThat(ErrorCode.SCRIPT_FAILED.exitCode()).isEqualTo(76);
        assertThat(device.inUse().serial()).isNotEqualTo(old.serial());
        device.script(Setting.SUCCESS_SCRIPT_B64, "true");
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    private void requireUntouched(Credential old) throws Exception {
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
        assertThat(device.inUse().key().publicKey()).isEqualTo(old.certificate().getPublicKey());
        assertThat(device.status().certificateLine()).isEqualTo("Certificate enrolled " + old.serial());
        assertThat(device.status().moduleLine()).isEqualTo("Module scepClient not running");
    }

    private static FileOperations refusing(Set<String> operations, String reason) {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> {
                    if (operations.contains(method.getName())) {
                        throw new FileSystemException(arguments[0].toString(), null, reason);
                    }
                    try {
                        return method.invoke(FileOperations.ofDisk(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof IOException io ? io : e;
                    }
                });
    }
}
