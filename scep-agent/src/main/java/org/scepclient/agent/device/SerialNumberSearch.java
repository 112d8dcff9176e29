package org.scepclient.agent.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.StorageException;

/**
 * Searches for the serial number in the sources of different devices: the {@code status} command of the router, the
 * setting, firmware tables, and the machine identifier. Where that command exists, only the setting can take its place.
 */
public final class SerialNumberSearch {
    private static final Pattern STATUS_LINE = Pattern.compile("(?m)^\\s*Serial Number\\s*:\\s*(\\S+)\\s*$");
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    /** Placeholders of firmware without a serial number. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)0+|none|default string|to be filled.*|not specified|system serial number|n/?a|unknown|x+");

    private static final int MAX_OUTPUT = 1 << 16;
    private static final int MACHINE_ID_LENGTH = 16;

    private final Path root;

    /**
     * @param root root of the device's file system; {@code /} except in tests
     */
    public SerialNumberSearch(Path root) {
        this.root = root;
    }

    public static SerialNumberSearch ofDevice() {
        return new SerialNumberSearch(Path.of("/"));
    }

    /**
     * Returns the first serial number that is found.
     *
     * @param configured the value of the setting
     * @throws StorageException if the router's command fails, perhaps for the moment: another source would make another
     *     device of this one
     */
    public Optional<SerialNumber> find(Optional<String> configured) throws StorageException {
        Optional<SerialNumber> setting =
                configured.map(value -> new SerialNumber(value, "setting MOD_SCEPCLIENT_SERIAL"));
        Path command = root.resolve("usr/bin/status");
        if (Files.isExecutable(command)) {
            return Optional.of(router(new StatusCommand(command), setting));
        }
        return setting.or(() -> file("sys/class/dmi/id/product_serial", "DMI"))
                .or(() -> file("proc/device-tree/serial-number", "device tree"))
                .or(this::machineId);
    }

    private static SerialNumber router(StatusCommand command, Optional<SerialNumber> setting) throws StorageException {
        Matcher line = STATUS_LINE.matcher(command.output());
        Optional<SerialNumber> reported = line.find() ? usable(line.group(1), "router") : Optional.empty();
        return reported.or(() -> setting)
                .orElseThrow(() -> command.failure("its output has no usable serial number; if this device reports"
                        + " none, set MOD_SCEPCLIENT_SERIAL"));
    }

    private Optional<SerialNumber> file(String name, String source) {
        return content(name).flatMap(text -> usable(text, source));
    }

    private Optional<SerialNumber> machineId() {
        return List.of("etc/machine-id", "var/lib/dbus/machine-id").stream()
                .flatMap(name -> content(name).stream())
                .filter(id -> id.matches("[0-9a-f]{32}"))
                .findFirst()
                .map(id -> new SerialNumber(id.substring(0, MACHINE_ID_LENGTH), "machine-id"));
    }

    private Optional<String> content(String name) {
        try (var in = Files.newInputStream(root.resolve(name))) {
            // Strings in the device tree end with a zero byte.
            return Optional.of(new String(in.readNBytes(MAX_OUTPUT), ISO_8859_1)
                    .replace('\0', ' ')
                    .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<SerialNumber> usable(String text, String source) {
        boolean usable =
                USABLE.matcher(text).matches() && !PLACEHOLDER.matcher(text).matches();
        return usable ? Optional.of(new SerialNumber(text, source)) : Optional.empty();
    }
}
