package org.scepclient.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.InvalidInputException;

/**
 * The arguments and the environment of a process. Java replaces bytes that it cannot decode by U+FFFD; such a text is
 * decoded here from the bytes that the kernel keeps, or rejected.
 */
public final class ProcessText {
    private static final char REPLACEMENT = '\uFFFD';

    private final Path process;
    private final Charset charset;

    /**
     * @param process the directory of the process below {@code /proc}
     * @param charset the character set of its locale; ASCII, which Java uses where no locale is set or the one that is
     *     set is not installed, is replaced by UTF-8
     */
    ProcessText(Path process, Charset charset) {
        this.process = process;
        this.charset = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    static ProcessText ofThisProcess() {
        return new ProcessText(Path.of("/proc/self"), Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /**
     * The arguments of this process.
     *
     * @throws CommandException also if the path of the current directory is not decodable: Java would look for relative
     *     file names in another directory
     */
    public static String[] arguments(String... decoded) throws CommandException {
        if (isDamaged(System.getProperty("user.dir", ""))) {
            throw CommandException.usage(
                    "the path of the current directory does not match the locale's character set; run the"
                            + " command in another directory");
        }
        return Arrays.stream(decoded).noneMatch(ProcessText::isDamaged)
                ? decoded
                : ofThisProcess().argumentsAsTyped(decoded);
    }

    /** The value of an environment variable of this process. */
    static @Nullable String variable(String name) {
        String decoded = System.getenv(name);
        return decoded == null || !isDamaged(decoded)
                ? decoded
                : ofThisProcess().variableAsTyped(name, decoded);
    }

    private static boolean isDamaged(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    String[] argumentsAsTyped(String... decoded) throws CommandException {
        List<byte[]> all = parts("cmdline");
        // The arguments before them are those of the java command.
        int first = all.size() - decoded.length;
        String[] typed = decoded.clone();
        for (int i = 0; i < typed.length; i++) {
            if (isDamaged(decoded[i])) {
                typed[i] = first < 0 ? reject(decoded, i) : argument(all.get(first + i), decoded, i);
            }
        }
        return typed;
    }

    private String argument(byte[] typed, String[] decoded, int index) throws CommandException {
        try {
            return text(typed);
        } catch (CharacterCodingException e) {
            return reject(decoded, index);
        }
    }

    /** The message does not repeat the value, which may be a secret. */
    private String reject(String[] decoded, int index) throws CommandException {
        throw CommandException.usage("argument " + (index + 1) + place(decoded, index) + " is not valid " + charset
                + "; encode it in " + charset + ", or rename the file");
    }

    private static String place(String[] decoded, int index) {
        String before = decoded[index].startsWith("-") || index == 0 ? decoded[index] : decoded[index - 1];
        int equals = before.indexOf('=');
        String option = equals < 0 ? before : before.substring(0, equals);
        return option.startsWith("-") && !isDamaged(option) ? " (" + option + ")" : "";
    }

    String variableAsTyped(String name, String decoded) {
        byte[] start = (name + "=").getBytes(StandardCharsets.UTF_8);
        for (byte[] variable : parts("environ")) {
            if (variable.length >= start.length && Arrays.equals(variable, 0, start.length, start, 0, start.length)) {
                return value(name, Arrays.copyOfRange(variable, start.length, variable.length));
            }
        }
        throw invalid(name);
    }

    private String value(String name, byte[] typed) {
        try {
            return text(typed);
        } catch (CharacterCodingException e) {
            throw invalid(name);
        }
    }

    private InvalidInputException invalid(String name) {
        return new InvalidInputException(
                "environment variable " + name, "its value is not valid " + charset, "encode it in " + charset);
    }

    private String text(byte[] typed) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(typed)).toString();
    }

    /** The zero-terminated parts of a file below {@code /proc}; empty if it cannot be read. */
    private List<byte[]> parts(String file) {
        List<byte[]> parts = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(process.resolve(file));
            int start = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    parts.add(Arrays.copyOfRange(all, start, i));
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            parts.clear();
        }
        return parts;
    }
}
