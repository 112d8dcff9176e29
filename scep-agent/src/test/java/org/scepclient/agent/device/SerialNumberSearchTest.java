package org.scepclient.agent.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.StorageException;

class SerialNumberSearchTest {
    private static final String DMI = "sys/class/dmi/id/product_serial";
    private static final String TREE = "proc/device-tree/serial-number";
    private static final String MACHINE = "etc/machine-id";

    @TempDir
    Path root;

    @Test
    void isReadFromTheRoutersStatusCommand() throws Exception {
        status("Product Name      : ICR-4453\nTemperature       : 36 \u00b0C\nSerial Number     : ACZ1100002516992\n");
        file(DMI, "dmi-7");
        assertThat(find("set-by-hand")).contains(new SerialNumber("ACZ1100002516992", "router"));
    }

    @Test
    void isTheSettingWithoutTheCommandOrTheLine() throws Exception {
        file(DMI, "dmi-7");
        SerialNumber set = new SerialNumber("set-by-hand", "setting MOD_SCEPCLIENT_SERIAL");
        assertThat(find("set-by-hand")).contains(set);
        status("Product Name : ICR-4453\nSerial Number Format : x\n");
        assertThat(find("set-by-hand")).contains(set);
    }

    @Test
    void isReadFromTheFirmwareThenTheMachineIdentifier() throws Exception {
        assertThat(find()).isEmpty();
        file(MACHINE, "0123456789abcdef0123456789abcdef\n");
        assertThat(find()).contains(new SerialNumber("0123456789abcdef", "machine-id"));
        file(TREE, "100000003d1d1c36\0");
        assertThat(find()).contains(new SerialNumber("100000003d1d1c36", "device tree"));
        file(DMI, "VMware-42\n");
        assertThat(find()).contains(new SerialNumber("VMware-42", "DMI"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "None", "Default string", "To be filled by O.E.M.", "Not Specified", "a/b", "$(id)"})
    void isNotAPlaceholderOfTheFirmware(String filler) throws Exception {
        file(DMI, filler);
        assertThat(find()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "exit 0", "echo Serial Number :", "echo 'Serial Number : $(id)'", "kill -9 $$"})
    void isNotTakenFromAnotherSourceWhileTheCommandFails(String commands) throws Exception {
        Path command = status("");
        Files.writeString(command, "#!/bin/sh\n" + commands + "\n");
        file(DMI, "dmi-7");
        file(MACHINE, "0123456789abcdef0123456789abcdef\n");
        assertThatThrownBy(this::find)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(command + ": cannot read the serial number from 'status sys': ");
    }

    @Test
    void isTheSettingOnADeviceWithAnotherCommandOfThisNameButNotWhenItIsKilled() throws Exception {
        Path command = status("");
        Files.writeString(command, "#!/bin/sh\nexit 2\n");
        assertThat(find("set-by-hand")).contains(new SerialNumber("set-by-hand", "setting MOD_SCEPCLIENT_SERIAL"));
        Files.writeString(command, "#!/bin/sh\nkill -9 $$\n");
        assertThatThrownBy(() -> find("set-by-hand")).hasMessageContaining("it ended with exit code 137");
        Files.writeString(command, "#!/nonexistent\n");
        assertThatThrownBy(() -> find("set-by-hand")).hasMessageContaining("cannot read the serial number");
    }

    @Test
    void readsALongOutput() throws Exception {
        status("Line : x\n".repeat(20_000) + "Serial Number : late\n");
        assertThat(find("set-by-hand")).contains(new SerialNumber("set-by-hand", "setting MOD_SCEPCLIENT_SERIAL"));
        status("Serial Number : early\n" + "Line : x\n".repeat(20_000));
        assertThat(find()).contains(new SerialNumber("early", "router"));
    }

    private Optional<SerialNumber> find(String... set) throws StorageException {
        return new SerialNumberSearch(root).find(set.length == 0 ? Optional.empty() : Optional.of(set[0]));
    }

    private void file(String name, String content) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }

    /** Creates the command, which prints this output in ISO 8859-1 for the argument {@code sys}. */
    private Path status(String output) throws IOException {
        Path printed = Files.write(root.resolve("printed"), output.getBytes(ISO_8859_1));
        Path command = root.resolve("usr/bin/status");
        Files.createDirectories(command.getParent());
        Files.writeString(command, "#!/bin/sh\n[ \"$*\" = sys ] && exec cat '" + printed + "'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return command;
    }
}
