package org.scepclient.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A wording to avoid.
 *
 * @param instead the suggested replacement
 * @param bad an example that the pattern finds
 * @param good an example that it does not find
 */
record StyleRule(Pattern pattern, String instead, String bad, String good) {
    /** Reads {@code config/style.txt}, whose first lines describe the format. */
    static List<StyleRule> read(Path file) throws IOException {
        List<StyleRule> rules = new ArrayList<>();
        String expression = "";
        Map<String, String> fields = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                expression = line;
                fields.clear();
                continue;
            }
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            if (fields.keySet().containsAll(List.of("instead", "bad", "good"))) {
                rules.add(rule(expression, fields));
            }
        }
        return rules;
    }

    private static StyleRule rule(String expression, Map<String, String> fields) {
        return new StyleRule(
                Pattern.compile(expression),
                fields.getOrDefault("instead", ""),
                fields.getOrDefault("bad", ""),
                fields.getOrDefault("good", ""));
    }
}
