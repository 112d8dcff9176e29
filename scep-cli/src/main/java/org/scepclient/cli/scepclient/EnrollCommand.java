package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.SecretSource;
import org.scepclient.enrollment.Polling;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient enroll}: from nothing to key, certificate and chain. */
final class EnrollCommand implements Command {
    static final String OUT = "--out";
    static final String RENEW = "--renew";
    static final String FORCE = "--force";
    private static final String CHALLENGE_FILE = "--challenge-file";
    private static final String CHALLENGE = "--challenge";
    private static final String KEY_SIZE = "--key-size";
    private static final String POLL_INTERVAL = "--poll-interval";
    private static final String MAX_WAIT = "--max-wait";
    private static final int DEFAULT_BITS = 2048;

    /** The options that make another request if they change, besides the key size and the challenge password. */
    static final List<String> DETERMINING = List.of(
            RequestOptions.SUBJECT,
            RequestOptions.ALTERNATIVE_NAME,
            RequestOptions.TEMPLATE,
            RequestOptions.KEY_USAGE,
            RequestOptions.EXTENDED_KEY_USAGE,
            CaConfirmation.FINGERPRINT,
            CaConfirmation.RA_FINGERPRINT);

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets a certificate: from nothing to key, certificate and chain.",
                "Makes a key, recognizes the CA, sends the request, waits for approval if the CA requires it,"
                        + " verifies the reply, and writes to DIR, all together or not at all,",
                "  key.pem    the private key, readable by the owner only",
                "  cert.pem   its certificate",
                "  chain.pem  the certificates above it, the issuer first",
                "  ca.pem     the CA's certificates; later runs accept this CA only",
                "",
                "To resume after an interruption, run the same command again.");
        spec.addOption(Options.required(OUT, "DIR", "Output directory.").build());
        ServerOptions.addUrl(spec, true);
        RequestOptions.addOptions(spec);
        CaConfirmation.addOptions(spec);
        addKeyAndChallenge(spec);
        addModes(spec);
        ServerOptions.addLegacy(spec);
        ServerOptions.addHttp(spec);
        spec.addOption(Options.json());
        spec.usageMessage()
                .footer(
                        "",
                        "Times are numbers with s, m, h or d. Exit codes: 0 success, 1 wrong option, 2 and 70 to 74 rejected"
                                + " by the CA, 3 still pending, 89 time limit, 91 and 93 file or key, 95 network, 97 reply or"
                                + " certificate refused.");
        return spec;
    }

    private static void addKeyAndChallenge(CommandSpec spec) {
        spec.addOption(Options.value(CHALLENGE_FILE, "FILE", "File whose first line is the challenge password.")
                .build());
        spec.addOption(Options.value(
                        CHALLENGE,
                        "SOURCE",
                        "Another source of the challenge password: env:NAME, file:PATH or prompt; never the password"
                                + " itself.")
                .build());
        spec.addOption(Options.value(KEY_SIZE, "BITS", "Size of the RSA key: 2048, 3072 or 4096 (2048).")
                .build());
    }

    private static void addModes(CommandSpec spec) {
        spec.addOption(
                Options.flag(RENEW, "Renew the certificate in DIR: a new key, the request signed with the old one.")
                        .build());
        spec.addOption(Options.flag(
                        FORCE,
                        "Enroll again even if DIR has a key and a certificate, or a pending request; the old files stay"
                                + " until the new ones replace them.")
                .build());
        spec.addOption(Options.value(POLL_INTERVAL, TimeSpan.LABEL, "Time between two polls of a pending request (1m).")
                .build());
        spec.addOption(Options.value(
                        MAX_WAIT,
                        TimeSpan.LABEL,
                        "Time to wait for approval, counted from the request (8h); 0: do not wait.")
                .build());
    }

    @Override
    public boolean writesFiles() {
        return true;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        arguments.exclude(RENEW, FORCE);
        arguments.exclude(CHALLENGE, CHALLENGE_FILE);
        arguments.exclude(CaConfirmation.FINGERPRINT, CaConfirmation.FIRST_USE);
        DirectoryEnrollment.Settings settings = new DirectoryEnrollment.Settings(
                keySize(arguments, context), challenge(arguments, context), polling(arguments));
        Path out = arguments.file(OUT).orElseThrow();
        try (EnrollmentDirectory directory = EnrollmentDirectory.open(out)) {
            new DirectoryEnrollment(arguments, report, context, directory, settings).run();
        }
        return SUCCESS;
    }

    private static int keySize(Arguments arguments, CommandContext context) throws CommandException {
        int bits = arguments.number(KEY_SIZE, DEFAULT_BITS);
        if (bits < 1024 || bits > 16384) {
            throw CommandException.usage(KEY_SIZE + ": expected 2048, 3072 or 4096, found " + bits);
        }
        if (bits < DEFAULT_BITS && !new ServerOptions(arguments, context).legacy()) {
            throw new CommandException(
                    ErrorCode.ALGORITHM_REFUSED,
                    KEY_SIZE + ": a " + bits + "-bit key is weak; use 2048 or more, or allow it with --legacy");
        }
        return bits;
    }

    private static Optional<Secret> challenge(Arguments arguments, CommandContext context)
            throws ScepException, CommandException {
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

    private static Polling polling(Arguments arguments) throws CommandException {
        Duration interval = arguments.duration(POLL_INTERVAL, Polling.DEFAULT_INTERVAL);
        if (interval.isZero()) {
            throw CommandException.usage(
                    POLL_INTERVAL + ": expected at least 1s, found " + arguments.value(POLL_INTERVAL));
        }
        Duration limit = arguments.duration(MAX_WAIT, Polling.DEFAULT_LIMIT);
        return limit.isZero() ? Polling.never() : Polling.every(interval, limit);
    }
}
