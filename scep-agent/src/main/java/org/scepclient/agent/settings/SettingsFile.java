package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.file.TextFile;

/**
 * The file with the settings: shell assignments, one a line. The router's shell sources it as root, so nothing is written
 * that was not checked, and every value is quoted. It is never executed here.
 */
public final class SettingsFile {
    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** What the file assigns; nothing if there is no file. */
    public Map<Setting, String> read() throws StorageException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? text().values() : new EnumMap<>(Setting.class);
    }

    /** A line for each key that is mistyped or of another version; it has no effect, and is kept when the file is written. */
    public List<String> unknownKeys() throws StorageException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? text().unknown().stream().map(UnknownSetting::message).toList()
                : List.of();
    }

    /** The checked settings, with defaults for what the file does not assign. */
    public Settings settings() throws StorageException, SettingsException {
        return Settings.of(read());
    }

    /**
     * Writes some values. Comments, the order, and whatever else stands there stay.
     *
     * @throws SettingsException if a value, or the whole with it, is not possible; nothing was written then
     */
    public void write(Map<Setting, String> changes) throws StorageException, SettingsException {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(read());
        all.putAll(changes);
        Settings.of(all);
        store(changes);
    }

    /**
     * Writes some values while others of the file may be wrong, so that they can be mended one by one.
     *
     * @throws SettingsException if one of the changes is not possible by itself; nothing was written then
     */
    public void mend(Map<Setting, String> changes) throws StorageException, SettingsException {
        List<SettingsProblem> problems = new ArrayList<>();
        changes.forEach((setting, value) -> Settings.check(setting, value).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        store(changes);
    }

    private void store(Map<Setting, String> changes) throws StorageException {
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        String before = exists ? TextFile.read(file) : "";
        String after = SettingsText.parse(file.toString(), before).with(changes);
        if (!exists || !after.equals(before)) {
            OutputFile.of(file, FileAccess.SECRET).write(after.getBytes(ISO_8859_1));
        }
    }

    private SettingsText text() throws StorageException {
        return SettingsText.parse(file.toString(), TextFile.read(file));
    }

    /** The text of a file that assigns every item its default, with a comment for each. */
    public static String defaults() {
        StringBuilder text = new StringBuilder();
        for (Setting setting : Setting.values()) {
            String unit = setting.unit().isEmpty() ? "" : " [" + setting.unit() + "]";
            text.append("# ")
                    .append(setting.label())
                    .append(unit)
                    .append(": ")
                    .append(setting.help())
                    .append('\n');
            text.append(SettingsText.line(setting, setting.defaultValue()));
        }
        return text.toString();
    }
}
