package org.scepclient.cli.sscep;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file in OpenSSL's CONF syntax, with variables expanded.
 *
 * @param sections the values by section and name, in the order of the file
 * @param referenced the values used by variables, as {@code section::name}
 */
record ConfFile(Map<String, Map<String, Value>> sections, Set<String> referenced) {
    /** The section before the first {@code [section]}; its values are the defaults of all sections. */
    static final String DEFAULT = "default";

    /**
     * A value with its place.
     *
     * @param place file and line, {@code sscep.conf:12}
     */
    record Value(String text, String place) {}

    Optional<Value> find(String section, String name) {
        Optional<Value> own = in(section, name);
        return own.isPresent() ? own : in(DEFAULT, name);
    }

    private Optional<Value> in(String section, String name) {
        Map<String, Value> values = sections.get(section);
        return values == null ? Optional.empty() : Optional.ofNullable(values.get(name));
    }

    boolean hasSection(String section) {
        return sections.containsKey(section);
    }
}
