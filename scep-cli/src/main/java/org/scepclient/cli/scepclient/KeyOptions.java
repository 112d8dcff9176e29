package org.scepclient.cli.scepclient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** The options of the key and of the challenge password, which a request has beside {@link RequestOptions}. */
record KeyOptions(Arguments arguments, CommandContext context) {
    static final String CHALLENGE_FILE = "--challenge-file";
    static final String CHALLENGE = "--challenge";
    static final String SIZE = "--key-size";
    private static final int DEFAULT_BITS = 2048;
    private static final int MIN_BITS = 1024;
    private static final Set<Integer> SIZES = Set.of(DEFAULT_BITS, 3072, 4096);

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(CHALLENGE_FILE, "FILE", "File whose first line is the challenge password.")
                .build());
        spec.addOption(Options.value(
                        CHALLENGE,
                        "SOURCE",
                        "Another source of the challenge password: env:NAME, file:PATH or prompt; never the password"
                                + " itself.")
                .build());
        spec.addOption(Options.value(SIZE, "BITS", "Size of the RSA key: 2048, 3072 or 4096 (2048).")
                .build());
    }

    /** The size of a new key. */
    int size() throws CommandException {
        int bits = arguments.number(SIZE, DEFAULT_BITS);
        if (bits < MIN_BITS || (bits >= DEFAULT_BITS && !SIZES.contains(bits))) {
            throw CommandException.usage(SIZE + ": expected 2048, 3072 or 4096, found " + bits);
        }
        if (bits < DEFAULT_BITS && !new ServerOptions(arguments, context).legacy()) {
            throw new CommandException(
                    ErrorCode.ALGORITHM_REFUSED,
                    SIZE + ": a " + bits + "-bit key is weak; use 2048 or more, or allow it with --legacy");
        }
        return bits;
    }

    /** As {@link #challenge}, for a renewal, which can do without: a password for one use is removed after the enrollment. */
    Optional<Secret> challengeIfThere() throws ScepException, CommandException {
        Optional<Path> file = arguments.file(CHALLENGE_FILE);
        return file.isPresent() && Files.notExists(file.get()) ? Optional.empty() : challenge();
    }

    /** The challenge password, read from its source; empty if there is none. */
    Optional<Secret> challenge() throws ScepException, CommandException {
        Optional<Path> file = arguments.file(CHALLENGE_FILE);
        Optional<String> source = arguments.text(CHALLENGE);
        if (file.isEmpty() && source.isEmpty()) {
            return Optional.empty();
        }
        SecretSource where = file.isPresent()
                ? new SecretSource.Content(file.get())
                : SecretSource.parse(CHALLENGE, source.orElseThrow());
        Secret secret = where.read("challenge password", context);
        if (secret.isEmpty()) {
            throw CommandException.usage("the challenge password is empty; write it on the first line");
        }
        return Optional.of(secret);
    }
}
