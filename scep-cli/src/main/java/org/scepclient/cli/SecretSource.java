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

/** Where a passphrase, a PIN or a challenge password comes from: never from the command line itself. */
public sealed interface SecretSource {

    /** Reads the secret; {@code what} names it in a question and in an error. */
    Secret read(String what, CommandContext context) throws StorageException;

    /** The source in words: {@code env:NAME}, {@code file:PATH} or {@code prompt}. */
    static SecretSource parse(String option, String text) throws CommandException {
        if (text.equals("prompt")) {
            return new Asked();
        }
        if (text.startsWith("env:") && text.length() > 4) {
            return new Variable(text.substring(4));
        }
        if (text.startsWith("file:") && text.length() > 5) {
            return file(option, text.substring(5));
        }
        // The value is not repeated: it may be the secret itself, given by mistake.
        throw CommandException.usage(
                option + ": the value names where the secret is: env:NAME, file:PATH or prompt; the secret itself"
                        + " never stands on the command line");
    }

    private static SecretSource file(String option, String name) throws CommandException {
        try {
            return new Content(Path.of(name));
        } catch (InvalidPathException e) {
            throw CommandException.usage(option + ": " + FileProblem.of(e));
        }
    }

    /** An environment variable. */
    record Variable(String name) implements SecretSource {
        @Override
        public Secret read(String what, CommandContext context) throws StorageException {
            String value = context.environment().get(name);
            if (value == null) {
                throw new StorageException(what, "the environment variable " + name + " is not set; export it first");
            }
            return Secret.of(value);
        }
    }

    /** The first line of a file, without its line end. */
    record Content(Path file) implements SecretSource {
        private static final int LIMIT = 4096;

        @Override
        public Secret read(String what, CommandContext context) throws StorageException {
            try (var in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LIMIT + 1);
                Secret secret = Secret.of(firstLine(content));
                Arrays.fill(content, (byte) 0);
                return secret;
            } catch (CharacterCodingException e) {
                throw new StorageException(
                        file.toString(), "the " + what + " is not UTF-8 text; write the file in UTF-8", e);
            } catch (IOException e) {
                throw new StorageException(file.toString(), "cannot read the " + what + ": " + FileProblem.of(e), e);
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
                return Utf8.decodeFile(line);
            } finally {
                Arrays.fill(line, (byte) 0);
            }
        }
    }

    /** A question at the terminal. */
    record Asked() implements SecretSource {
        @Override
        public Secret read(String what, CommandContext context) throws StorageException {
            var answer = context.terminal().askSecret(what);
            if (answer.isEmpty()) {
                throw new StorageException(
                        what, "there is no terminal to ask at; name a source with env:NAME or file:PATH");
            }
            return answer.get();
        }
    }
}
