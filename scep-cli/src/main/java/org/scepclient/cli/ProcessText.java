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
 * The arguments and the environment of a process as they were typed. Java replaces what it cannot decode by U+FFFD;
 * where that happened, the bytes that the kernel keeps are decoded here, or refused.
 */
public final class ProcessText {
    private static final char REPLACEMENT = '\uFFFD';

    private final Path process;
    private final Charset charset;

    /**
     * @param process the process's directory below {@code /proc}
     * @param charset the character set of its locale; for ASCII, which is what Java takes where no locale is set or the
     *     one that is set is not installed, what was typed is UTF-8
     */
    ProcessText(Path process, Charset charset) {
        this.process = process;
        this.charset = charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    static ProcessText ofThisProcess() {
        return new ProcessText(Path.of("/proc/self"), Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /**
     * The arguments of this process as they were typed.
     *
     * @throws CommandException also if file names could not be relative to the current directory: Java would look for
     *     them in another one
     */
    public static String[] arguments(String... decoded) throws CommandException {
        if (isDamaged(System.getProperty("user.dir", ""))) {
            throw CommandException.usage("the name of the current directory is not text in the locale's character set;"
                    + " call the command in another directory");
        }
        return Arrays.stream(decoded).noneMatch(ProcessText::isDamaged)
                ? decoded
                : ofThisProcess().argumentsAsTyped(decoded);
    }

    /** The value of a variable of this process as it was set. */
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
        // The words before them are Java's own.
        int first = all.size() - decoded.length;
        String[] typed = decoded.clone();
        for (int i = 0; i < typed.length; i++) {
            if (isDamaged(decoded[i])) {
                typed[i] = first < 0 ? refuse(decoded, i) : argument(all.get(first + i), decoded, i);
            }
        }
        return typed;
    }

    private String argument(byte[] typed, String[] decoded, int index) throws CommandException {
        try {
            return text(typed);
        } catch (CharacterCodingException e) {
            return refuse(decoded, index);
        }
    }

    /** The value is not repeated: it may be a secret. */
    private String refuse(String[] decoded, int index) throws CommandException {
        throw CommandException.usage("argument " + (index + 1) + place(decoded, index) + " is not " + charset
                + " text; give it in " + charset + ", and rename a file whose name is not");
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
        throw refused(name);
    }

    private String value(String name, byte[] typed) {
        try {
            return text(typed);
        } catch (CharacterCodingException e) {
            throw refused(name);
        }
    }

    private InvalidInputException refused(String name) {
        return new InvalidInputException(
                "environment variable " + name, "its value is not " + charset + " text", "set it in " + charset);
    }

    private String text(byte[] typed) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(typed)).toString();
    }

    /** The parts that the kernel keeps, each ended by a zero byte; empty where it keeps none. */
    private List<byte[]> parts(String file) {
        List<byte[]> parts = new ArrayList<>();
        try {
            byte[] all = Files.readAllBytes(process.resolve(file));
            int begin = 0;
            for (int i = 0; i < all.length; i++) {
                if (all[i] == 0) {
                    parts.add(Arrays.copyOfRange(all, begin, i));
                    begin = i + 1;
                }
            }
        } catch (IOException e) {
            parts.clear();
        }
        return parts;
    }
}
