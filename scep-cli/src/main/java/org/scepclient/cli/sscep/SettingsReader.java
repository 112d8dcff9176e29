package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.Environment;
import org.scepclient.cli.Suggestion;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.StorageException;

/** Combines the command line and the configuration file. */
final class SettingsReader {
    private final Operation operation;
    private final Arguments arguments;
    private final List<String> warnings = new ArrayList<>();

    SettingsReader(Operation operation, Arguments arguments) {
        this.operation = operation;
        this.arguments = arguments;
    }

    Settings read(Environment environment) throws StorageException {
        String name = arguments.values().get(Option.CONFIGURATION);
        if (name == null) {
            return new Settings(operation, arguments.values(), Map.of(), Optional.empty());
        }
        ConfFile file = ConfReader.read(name, environment);
        Map<Option, Value> configured = configured(file);
        warnOfUnknown(file);
        return new Settings(operation, arguments.values(), configured, engine(file, configured.get(Option.ENGINE)));
    }

    /** The entries of the configuration file without effect, each with its place. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Map<Option, Value> configured(ConfFile file) {
        Map<Option, Value> values = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            for (ConfigKey key : option.keys()) {
                if (values.containsKey(option) || !key.operations().contains(operation)) {
                    continue;
                }
                Optional<Value> value = file.find(key.section(), key.name());
                if (value.isPresent()) {
                    values.put(option, value.get());
                }
            }
        }
        return values;
    }

    /** The section of the engine: that of the key {@code engine}, or the one with the name of {@code -g}. */
    private Optional<EngineSection> engine(ConfFile file, @Nullable Value configured) throws StorageException {
        String name = arguments.values().get(Option.ENGINE);
        if (configured != null) {
            EngineSection section = EngineSection.read(file, configured.text(), configured.place());
            if (name == null || name.equals(section.id()) || name.equals(configured.text())) {
                return Optional.of(section);
            }
        }
        if (name != null && file.hasSection(name)) {
            return Optional.of(EngineSection.read(file, name, Option.ENGINE.flag()));
        }
        return Optional.empty();
    }

    private void warnOfUnknown(ConfFile file) {
        Map<String, Set<String>> known = knownKeys();
        for (var section : file.sections().entrySet()) {
            Set<String> keys = known.getOrDefault(section.getKey(), Set.of());
            boolean engine = EngineSection.isEngine(file, section.getKey());
            for (var value : section.getValue().entrySet()) {
                String key = value.getKey();
                boolean used = keys.contains(key)
                        || (engine && EngineSection.isKey(key))
                        || file.referenced().contains(section.getKey() + "::" + key);
                if (!used) {
                    String problem = keys.isEmpty()
                            ? "no effect in this section: " + key
                                    + Suggestion.suffix("[" + section.getKey() + "]", sections(known))
                            : "unknown key " + key + Suggestion.suffix(key, keys);
                    warnings.add(value.getValue().place() + ": " + problem);
                }
            }
        }
    }

    private static List<String> sections(Map<String, Set<String>> known) {
        List<String> names = new ArrayList<>();
        for (String section : known.keySet()) {
            names.add("[" + section + "]");
        }
        return names;
    }

    /** The keys of each section; those of the default section are the keys of all others. */
    private static Map<String, Set<String>> knownKeys() {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        Set<String> defaults = new LinkedHashSet<>();
        for (Option option : Option.values()) {
            for (ConfigKey key : option.keys()) {
                defaults.add(key.name());
                Set<String> keys = known.get(key.section());
                if (keys == null) {
                    keys = new LinkedHashSet<>();
                    known.put(key.section(), keys);
                }
                keys.add(key.name());
            }
        }
        known.put(ConfFile.DEFAULT, defaults);
        return known;
    }
}
