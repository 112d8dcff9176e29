package org.scepclient.agent.deployment;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The text of a service's configuration file. Replacing values preserves all other bytes. */
final class ConfigurationText {
    /** A byte order mark, read as ISO 8859-1. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final String text;

    ConfigurationText(String text) {
        this.text = text;
    }

    /** Returns the parameters that the text does not assign. */
    Set<String> missing(Set<String> names) {
        Set<String> missing = new TreeSet<>(names);
        for (int line = begin(); line < text.length(); ) {
            PemParameter parameter = PemParameter.at(text, line);
            if (parameter != null) {
                missing.remove(parameter.name());
            }
            line = nextLine(parameter == null ? line : parameter.end());
        }
        return missing;
    }

    /** Returns the parameters whose value a shell would compute in one of their assignments. */
    Set<String> computed(Set<String> names) {
        Set<String> computed = new TreeSet<>();
        for (int line = begin(); line < text.length(); ) {
            PemParameter parameter = PemParameter.at(text, line);
            if (parameter != null && names.contains(parameter.name()) && parameter.isComputed(text)) {
                computed.add(parameter.name());
            }
            line = nextLine(parameter == null ? line : parameter.end());
        }
        return computed;
    }

    /** Replaces the PEM texts of parameters, in every assignment, since either of two may be effective. */
    String with(Map<String, String> pems) {
        Map<String, String> replacements = new HashMap<>(pems);
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        for (int line = begin(); line < text.length(); ) {
            PemParameter parameter = PemParameter.at(text, line);
            String pem = parameter == null ? null : replacements.get(parameter.name());
            if (parameter != null && pem != null) {
                result.append(text, copied, parameter.begin()).append(parameter.withPem(pem));
                copied = parameter.end();
            }
            line = nextLine(parameter == null ? line : parameter.end());
        }
        return result.append(text, copied, text.length()).toString();
    }

    private int begin() {
        return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    }

    private int nextLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }
}
