package org.scepclient.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.value.Secret;
import org.scepclient.value.Utf8;

/** The source of a passphrase, a PIN or a challenge password, which is never on the command line itself. */
public sealed interface SecretSource {

    /** The prefix of a file's name. */
    String FILE = "file:";

    /** Reads the secret; {@code name} is its name in a question and in an error. */
    Secret read(String name, CommandContext context) throws StorageException;

    /** Reads {@code env:NAME}, {@code file:PATH} or {@code prompt}. */
    static SecretSource parse(String option, String text) throws CommandException {
        if (text.equals("prompt")) {
            return new Prompt();
        }
        if (text.startsWith("env:") && text.length() > 4) {
            return new Variable(text.substring(4));
        }
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            return file(option, text.substring(FILE.length()));
        }
        // The message does not repeat the value, which may be the secret itself.
        throw CommandException.usage(option
                + ": expected env:NAME, file:PATH or prompt; the secret itself is never on the command" + " line");
    }

    private static SecretSource file(String option, String path) throws CommandException {
        try {
            return new Content(Path.of(path));
        } catch (InvalidPathException e) {
            throw CommandException.usage(option + ": " + FileProblem.of(e));
        }
    }

    /** An environment variable. */
    record Variable(String variable) implements SecretSource {
        @Override
        public Secret read(String name, CommandContext context) throws StorageException {
            String value = context.environment().get(variable);
            if (value == null) {
                throw new StorageException(name, "environment variable " + variable + " is not set; export it");
            }
            return Secret.of(value);
        }
    }

    /** The first line of a file, without its line end. */
    record Content(Path file) implements SecretSource {
        private static final int LIMIT = 4096;

        @Override
        public Secret read(String name, CommandContext context) throws StorageException {
            try (var in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LIMIT + 1);
                Secret secret = Secret.of(firstLine(content));
                Arrays.fill(content, (byte) 0);
                return secret;
            } catch (CharacterCodingException e) {
                throw new StorageException(
                        file.toString(), "the " + name + " is not valid UTF-8; save the file in UTF-8", e);
            } catch (IOException e) {
                throw new StorageException(file.toString(), "cannot read the " + name + ": " + FileProblem.of(e), e);
            }
        }

        private static String firstLine(byte[] content) throws IOException {
            int end = 0;
            while (end < content.length && content[end] != '\n' && content[end] != '\r') {
                end++;
            }
            if (end > LIMIT) {
                throw new IOException("its first line is longer than " + LIMIT + " bytes");
            }
            byte[] line = Arrays.copyOf(content, end);
            try {
                for (int i = 0; i < end; i++) {
                    if (line[i] == 0) {
                        throw new IOException(
                                "byte " + (i + 1) + " of its first line is NUL; save the file as UTF-8 text");
                    }
                }
                return Utf8.decodeFile(line);
            } finally {
                Arrays.fill(line, (byte) 0);
            }
        }
    }

    /** A question at the terminal. */
    record Prompt() implements SecretSource {
        @Override
        public Secret read(String name, CommandContext context) throws StorageException {
            var answer = context.terminal().promptSecret(name);
            if (answer.isEmpty()) {
                throw new StorageException(name, "cannot prompt without a terminal; use env:NAME or file:PATH");
            }
            return answer.get();
        }
    }
}
