package org.scepclient.agent.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.error.StorageException;
import org.scepclient.file.ChangeLock;

/** A change of the settings, and of the challenge file that belongs to them; other processes and threads wait for its end. */
public final class SettingsChange implements AutoCloseable {
    private final SettingsFile file;
    private final ChangeLock lock;

    private SettingsChange(SettingsFile file, ChangeLock lock) {
        this.file = file;
        this.lock = lock;
    }

    static SettingsChange begin(SettingsFile file) throws StorageException {
        return new SettingsChange(file, ChangeLock.acquire(file.path()));
    }

    /**
     * Changes values. The order, comments and other content are preserved.
     *
     * @throws SettingsException if the resulting settings are invalid; the file is then unchanged
     */
    public void write(Map<Setting, String> changes) throws StorageException, SettingsException {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(file.read());
        all.putAll(changes);
        Settings.of(all);
        file.store(changes);
    }

    /**
     * Changes values even if others in the file are invalid, so that they can be repaired one by one.
     *
     * @throws SettingsException if a changed value is invalid by itself; the file is then unchanged
     */
    public void repair(Map<Setting, String> changes) throws StorageException, SettingsException {
        List<SettingsProblem> problems = new ArrayList<>();
        changes.forEach((setting, value) -> Settings.check(setting, value).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        file.store(changes);
    }

    /** Replaces the file, whatever is in it, by one with all defaults. */
    void reset() throws StorageException {
        file.storeDefaults();
    }

    @Override
    public void close() throws StorageException {
        lock.close();
    }
}
