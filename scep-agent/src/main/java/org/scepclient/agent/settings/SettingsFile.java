package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.error.StorageException;
import org.scepclient.file.CurrentDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.file.TextFile;

/**
 * The settings file, with one shell assignment per setting. The router's shell sources it as root, so values are checked
 * and quoted before writing. This class only parses it and never runs a shell.
 */
public final class SettingsFile {
    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** The text of the file. */
    private String content() throws StorageException {
        if (FileProblem.isNotAFile(file)) {
            throw new StorageException(file.toString(), "cannot read the settings: it is not a file; remove it");
        }
        return TextFile.read(file);
    }

    /** Reads the assigned values; empty if the file does not exist. */
    public Map<Setting, String> read() throws StorageException {
        return isMissing() ? new EnumMap<>(Setting.class) : text().values();
    }

    /** Returns a message for each unknown key. Unknown keys have no effect, and are kept when the file is written. */
    public List<String> unknownKeys() throws StorageException {
        return isMissing()
                ? List.of()
                : text().unknown().stream().map(UnknownSetting::message).toList();
    }

    /** Reads the whole file, whatever is wrong in it. */
    public SettingsInspection inspect() throws StorageException {
        return isMissing() ? SettingsInspection.ofMissingFile() : SettingsInspection.of(file.toString(), content());
    }

    /** False also for a file that cannot be reached: the defaults do not take its place. */
    private boolean isMissing() {
        Path above = CurrentDirectory.parentOf(file);
        while (above.getParent() != null && Files.notExists(above)) {
            above = above.getParent();
        }
        boolean reachable = Files.isDirectory(above) || Files.notExists(above);
        return reachable && Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads and checks the settings, with defaults for missing ones. */
    public Settings settings() throws StorageException, SettingsException {
        return Settings.of(read());
    }

    /** Reads the settings and takes what is usable of them: see {@link Settings#usable}. */
    public Settings usable() throws StorageException {
        return Settings.usable(read());
    }

    /** Begins a change, and waits for the end of another one. */
    public SettingsChange change() throws StorageException {
        return SettingsChange.begin(this);
    }

    /** One {@link SettingsChange#write}. */
    public List<SettingsProblem> write(Map<Setting, String> changes) throws StorageException, SettingsException {
        try (SettingsChange change = change()) {
            return change.write(changes);
        }
    }

    /** One {@link SettingsChange#repair}. */
    public void repair(Map<Setting, String> changes) throws StorageException, SettingsException {
        try (SettingsChange change = change()) {
            change.repair(changes);
        }
    }

    /** Replaces the file by {@link #defaults}, once other changes have ended. */
    public void reset() throws StorageException {
        try (SettingsChange change = change()) {
            change.reset();
        }
    }

    /** Writes the defaults while the lock is held. */
    void storeDefaults() throws StorageException {
        OutputFile.of(file, FileAccess.SECRET).write(defaults().getBytes(UTF_8));
    }

    /** Writes values while the lock is held. */
    void store(Map<Setting, String> changes) throws StorageException {
        boolean missing = isMissing();
        String before = missing ? "" : content();
        String after = SettingsText.parse(file.toString(), before).with(changes);
        if (missing || !after.equals(before)) {
            OutputFile.of(file, FileAccess.SECRET).write(after.getBytes(ISO_8859_1));
        }
    }

    private SettingsText text() throws StorageException {
        return SettingsText.parse(file.toString(), content());
    }

    /** Returns the text of a file that assigns each setting its default, with its help text as a comment. */
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
