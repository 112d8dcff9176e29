package org.scepclient.agent.settings;

import java.util.ArrayList;
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
     * Changes values. The order, comments and other content are preserved, and so are other values that are invalid already.
     *
     * @return the problems of those
     * @throws SettingsException if the change is invalid, by itself or in combination; the file is then unchanged
     */
    public List<SettingsProblem> write(Map<Setting, String> changes) throws StorageException, SettingsException {
        Map<Setting, String> stored = file.read();
        List<SettingsProblem> caused = problemsOf(changes, stored);
        if (!caused.isEmpty()) {
            throw new SettingsException(caused);
        }
        file.store(changes);
        return Settings.problemsAfter(changes, stored);
    }

    /** The problems that changes of stored values would cause, besides those of other values that are invalid already. */
    public static List<SettingsProblem> problemsOf(Map<Setting, String> changes, Map<Setting, String> stored) {
        List<SettingsProblem> before = Settings.usable(stored).problems();
        return Settings.problemsAfter(changes, stored).stream()
                .filter(problem -> changes.containsKey(problem.setting()) || !before.contains(problem))
                .toList();
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
