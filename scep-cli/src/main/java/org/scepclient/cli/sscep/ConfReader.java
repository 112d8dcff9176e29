package org.scepclient.cli.sscep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.scepclient.cli.Environment;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.value.Printable;
import org.scepclient.value.Utf8;

/**
 * Reads OpenSSL's CONF syntax: {@code name = value} and {@code section::name = value} lines,
 * {@code [section]}, {@code #} comments, quotes, backslashes, lines continued by a backslash at their end,
 * {@code $name}, <code>${name}</code>, {@code $(name)}, {@code $section::name}, {@code $ENV::NAME},
 * {@code .include file} and {@code .pragma}, which has no effect here.
 */
final class ConfReader {
    private static final int MAX_INCLUDES = 10;
    private static final int MAX_BYTES = 1 << 20;

    private final Environment environment;
    private final Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
    private final Set<String> referenced = new HashSet<>();
    private String section = ConfFile.DEFAULT;

    private ConfReader(Environment environment) {
        this.environment = environment;
    }

    static ConfFile read(String file, Environment environment) throws StorageException {
        ConfReader reader = new ConfReader(environment);
        reader.include(file, 0);
        return new ConfFile(reader.sections, reader.referenced);
    }

    private void include(String file, int depth) throws StorageException {
        String[] lines = content(file).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String place = file + ":" + (i + 1);
            StringBuilder line = new StringBuilder(withoutReturn(lines[i]));
            while (isContinued(line) && i + 1 < lines.length) {
                line.setLength(line.length() - 1);
                line.append(withoutReturn(lines[++i]));
            }
            statement(line.toString().strip(), place, depth);
        }
    }

    private static String content(String file) throws StorageException {
        try (var in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            if (bytes.length == MAX_BYTES) {
                throw new StorageException(file, "too large for a configuration file");
            }
            return new String(Utf8.withoutByteOrderMark(bytes), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StorageException(file, "cannot read the configuration file: " + FileProblem.of(e), e);
        } catch (InvalidPathException e) {
            throw new StorageException(Printable.oneLine(file), FileProblem.of(e), e);
        }
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** Whether the line ends with an odd number of backslashes. */
    private static boolean isContinued(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void statement(String line, String place, int depth) throws StorageException {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        if (line.charAt(0) == '[') {
            open(line, place);
        } else if (line.startsWith(".include")) {
            if (depth == MAX_INCLUDES) {
                throw new StorageException(place, "more than " + MAX_INCLUDES + " nested .include lines");
            }
            include(directive(line, ".include", place), depth + 1);
        } else if (!line.startsWith(".pragma")) {
            assign(line, place);
        }
    }

    private void open(String line, String place) throws StorageException {
        int end = line.indexOf(']');
        if (end < 0) {
            throw new StorageException(place, "expected ] after the name of the section");
        }
        section = line.substring(1, end).strip();
        if (!sections.containsKey(section)) {
            sections.put(section, new LinkedHashMap<>());
        }
    }

    private String directive(String line, String name, String place) throws StorageException {
        String rest = line.substring(name.length()).strip();
        return value(rest.startsWith("=") ? rest.substring(1).strip() : rest, section, place);
    }

    private void assign(String line, String place) throws StorageException {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new StorageException(place, "expected key = value or [section]");
        }
        String name = line.substring(0, equals).strip();
        String target = section;
        int colons = name.indexOf("::");
        if (colons >= 0) {
            target = name.substring(0, colons).strip();
            name = name.substring(colons + 2).strip();
        }
        if (name.isEmpty() || containsBlank(name)) {
            throw new StorageException(place, "invalid key \"" + name + "\"; write key = value");
        }
        Value value = new Value(value(line.substring(equals + 1).strip(), target, place), place);
        Map<String, Value> values = sections.get(target);
        if (values == null) {
            values = new LinkedHashMap<>();
            sections.put(target, values);
        }
        values.put(name, value);
    }

    private static boolean containsBlank(String name) {
        return name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0;
    }

    private String value(String text, String in, String place) throws StorageException {
        String value = new ConfValue(text, place, (name) -> variable(name, in, place)).expand();
        // Comments may be in any character set; a value that is not UTF-8 would differ from the one in the file.
        if (value.indexOf('\uFFFD') >= 0) {
            throw new StorageException(place, "the value is not valid UTF-8; save the file in UTF-8");
        }
        return value;
    }

    /** {@code section::name}, or a name in the section of the line and then in the default one. */
    private String variable(String name, String in, String place) throws StorageException {
        int colons = name.indexOf("::");
        String from = colons < 0 ? in : name.substring(0, colons);
        String key = colons < 0 ? name : name.substring(colons + 2);
        if (from.equals("ENV")) {
            String value = environment.get(key);
            if (value != null) {
                return value;
            }
        }
        String[] places = {from, ConfFile.DEFAULT};
        for (String candidate : places) {
            Map<String, Value> values = sections.get(candidate);
            Value value = values == null ? null : values.get(key);
            if (value != null) {
                referenced.add(candidate + "::" + key);
                return value.text();
            }
        }
        throw new StorageException(place, "variable $" + name + " is not set; set it on an earlier line");
    }
}
