package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.Environment;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.StorageException;

/** Puts the command line and the configuration file together. */
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

    /** What in the configuration file has no effect, each with its place; to be printed once. */
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

    /** The command line's engine may be described by the section of {@code engine} or by one of its own name. */
    private Optional<EngineSection> engine(ConfFile file, @Nullable Value configured) throws StorageException {
        String wanted = arguments.values().get(Option.ENGINE);
        if (configured != null) {
            EngineSection section = EngineSection.read(file, configured.text(), configured.place());
            if (wanted == null || wanted.equals(section.id()) || wanted.equals(configured.text())) {
                return Optional.of(section);
            }
        }
        if (wanted != null && file.hasSection(wanted)) {
            return Optional.of(EngineSection.read(file, wanted, Option.ENGINE.flag()));
        }
        return Optional.empty();
    }

    private void warnOfUnknown(ConfFile file) {
        Set<String> known = new HashSet<>();
        Set<String> sections = new HashSet<>();
        for (Option option : Option.values()) {
            for (ConfigKey key : option.keys()) {
                known.add(key.section() + "::" + key.name());
                known.add(ConfFile.DEFAULT + "::" + key.name());
                sections.add(key.section());
            }
        }
        sections.add(ConfFile.DEFAULT);
        for (var section : file.sections().entrySet()) {
            for (var value : section.getValue().entrySet()) {
                String name = section.getKey() + "::" + value.getKey();
                boolean engine = EngineSection.isEngine(file, section.getKey()) && EngineSection.knows(value.getKey());
                if (!known.contains(name) && !engine && !file.referenced().contains(name)) {
                    warnings.add(value.getValue().place() + ": "
                            + (sections.contains(section.getKey()) ? "unknown key " : "no effect in this section: ")
                            + value.getKey());
                }
            }
        }
    }
}
