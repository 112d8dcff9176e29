package org.scepclient.cli.sscep;

import java.util.Map;
import java.util.Optional;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;

/**
 * The section of the configuration file that describes a cryptographic engine.
 *
 * @param id {@code pkcs11}, or the name of a JCA provider
 * @param library the PKCS#11 library of the token: MODULE_PATH, or dynamic_path where that is not set
 * @param pin the token's PIN; it may also be in the section {@code sscep_engine_ID}
 */
record EngineSection(String id, Optional<String> library, Optional<Secret> pin) {
    private static final String ID = "engine_id";
    private static final String DYNAMIC_PATH = "dynamic_path";
    private static final String MODULE_PATH = "MODULE_PATH";
    private static final String PIN = "PIN";
    private static final String SPECIAL = "sscep_engine_";

    static EngineSection read(ConfFile file, String section, String place) throws StorageException {
        if (!file.hasSection(section)) {
            throw new StorageException(place, "missing section [" + section + "] of the engine");
        }
        Optional<Value> id = file.find(section, ID);
        if (id.isEmpty()) {
            throw new StorageException(place, "missing " + ID + " in section [" + section + "]");
        }
        Optional<Value> module = file.find(section, MODULE_PATH);
        Optional<Value> library = module.isPresent() ? module : file.find(section, DYNAMIC_PATH);
        Optional<Value> own = file.find(section, PIN);
        Optional<Value> pin =
                own.isPresent() ? own : file.find(SPECIAL + id.get().text(), PIN);
        return new EngineSection(id.get().text(), library.map(Value::text), pin.map(value -> Secret.of(value.text())));
    }

    /** Whether a section describes an engine: it has an engine_id, or is one of the C tool. */
    static boolean isEngine(ConfFile file, String section) {
        return section.startsWith(SPECIAL)
                || file.sections().getOrDefault(section, Map.of()).containsKey(ID);
    }

    static boolean isKey(String name) {
        return name.equals(ID) || name.equals(DYNAMIC_PATH) || name.equals(MODULE_PATH) || name.equals(PIN);
    }
}
