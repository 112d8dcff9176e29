package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A key of the configuration file.
 *
 * @param operations the operations that read it
 */
record ConfigKey(String section, String name, Set<Operation> operations) {
    static final String GLOBAL = "sscep";

    /**
     * Reads the notation of the option table: {@code section/name}, used by the operation that gives the section its name
     * (by all, for {@code sscep}), or {@code section/name:operation,operation}.
     */
    static List<ConfigKey> parse(String[] texts) {
        List<ConfigKey> keys = new ArrayList<>(texts.length);
        for (String text : texts) {
            int slash = text.indexOf('/');
            int colon = text.indexOf(':');
            String section = text.substring(0, slash);
            String name = text.substring(slash + 1, colon < 0 ? text.length() : colon);
            keys.add(new ConfigKey(section, name, operations(section, colon < 0 ? "" : text.substring(colon + 1))));
        }
        return keys;
    }

    private static Set<Operation> operations(String section, String listed) {
        if (section.equals(GLOBAL)) {
            return EnumSet.allOf(Operation.class);
        }
        EnumSet<Operation> operations = EnumSet.noneOf(Operation.class);
        String words = listed.isEmpty() ? section.substring(GLOBAL.length() + 1) : listed;
        for (String word : words.split(",", -1)) {
            operations.add(Operation.of(word).orElseThrow());
        }
        return operations;
    }
}
