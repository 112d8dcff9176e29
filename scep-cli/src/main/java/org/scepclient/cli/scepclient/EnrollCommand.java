package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.enrollment.TimedPolling;
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

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets a certificate: from nothing to key, certificate and chain.",
                "Makes a key, recognises the CA, asks, waits for approval where the CA wants it,"
                        + " checks the answer, and leaves in DIR, all together or not at all,",
                "  key.pem    the private key, for the owner alone",
                "  cert.pem   its certificate",
                "  chain.pem  the certificates above it, the issuer first",
                "  ca.pem     the CA's certificates, which later runs hold on to",
                "",
                "A run that was ended while the request waits is continued by the same command.");
        spec.addOption(Options.required(OUT, "DIR", "Where the files go.").build());
        ServerOptions.addUrl(spec, true);
        RequestOptions.addOptions(spec);
        CaConfirmation.addOptions(spec);
        spec.addOption(Options.value(CHALLENGE_FILE, "FILE", "The challenge password: the first line of this file.")
                .build());
        spec.addOption(Options.value(
                        CHALLENGE, "SOURCE", "Or from elsewhere: env:NAME, file:PATH or prompt; never the password.")
                .build());
        spec.addOption(Options.value(KEY_SIZE, "BITS", "Size of the RSA key: 2048, 3072 or 4096 (2048).")
                .build());
        spec.addOption(
                Options.flag(RENEW, "Renew the certificate in DIR: a new key, the request signed with the old one.")
                        .build());
        spec.addOption(Options.flag(
                        FORCE,
                        "Enroll anew although DIR has a key and a certificate, or a request that waits; the old files"
                                + " stay until the new ones are there.")
                .build());
        spec.addOption(Options.value(POLL_INTERVAL, TimeSpan.LABEL, "Time between two questions while it waits (1m).")
                .build());
        spec.addOption(Options.value(
                        MAX_WAIT, TimeSpan.LABEL, "How long to wait for approval, from the request on (8h); 0: not.")
                .build());
        ServerOptions.addLegacy(spec);
        ServerOptions.addHttp(spec);
        spec.addOption(Options.json());
        spec.usageMessage()
                .footer(
                        "",
                        "Times are numbers with s, m, h or d. Exit codes: 0 done, 1 a wrong option, 2 and 70 to 74 refused by"
                                + " the CA, 3 still waiting, 89 to 97 see docs/errors.md.");
        return spec;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        invocation.exclude(RENEW, FORCE);
        invocation.exclude(CHALLENGE, CHALLENGE_FILE);
        invocation.exclude(CaConfirmation.FINGERPRINT, CaConfirmation.FIRST_USE);
        DirectoryEnrollment.Settings settings =
                new DirectoryEnrollment.Settings(keySize(invocation), challenge(invocation), polling(invocation));
        Path out = invocation.file(OUT).orElseThrow();
        try (EnrollmentDirectory directory = EnrollmentDirectory.open(out)) {
            new DirectoryEnrollment(invocation, directory, settings).run();
        }
        return SUCCESS;
    }

    private static int keySize(Invocation invocation) throws CommandException {
        int bits = invocation.number(KEY_SIZE, DEFAULT_BITS);
        if (bits < 1024 || bits > 16384) {
            throw CommandException.usage(KEY_SIZE + ": " + bits + " bits are not supported; give 2048, 3072 or 4096");
        }
        if (bits < DEFAULT_BITS && !ServerOptions.legacy(invocation)) {
            throw new CommandException(
                    ErrorCode.ALGORITHM_REFUSED,
                    KEY_SIZE + ": a key of " + bits
                            + " bits can be broken; give 2048 or more, or allow it with --legacy");
        }
        return bits;
    }

    private static Optional<Secret> challenge(Invocation invocation) throws ScepException, CommandException {
        Optional<Path> file = invocation.file(CHALLENGE_FILE);
        Optional<String> source = invocation.text(CHALLENGE);
        if (file.isEmpty() && source.isEmpty()) {
            return Optional.empty();
        }
        SecretSource where = file.isPresent()
                ? new SecretSource.Content(file.get())
                : SecretSource.parse(CHALLENGE, source.orElseThrow());
        Secret secret = where.read("challenge password", invocation.surroundings());
        if (secret.isEmpty()) {
            throw CommandException.usage("the challenge password is empty; write it on the first line");
        }
        return Optional.of(secret);
    }

    private static TimedPolling polling(Invocation invocation) throws CommandException {
        TimedPolling usual = TimedPolling.defaults();
        Duration interval = invocation.duration(POLL_INTERVAL, usual.interval());
        if (interval.isZero()) {
            throw CommandException.usage(POLL_INTERVAL + ": give at least one second");
        }
        Duration limit = invocation.duration(MAX_WAIT, usual.limit());
        return limit.isZero() ? TimedPolling.never() : new TimedPolling(interval, limit, usual.count());
    }
}
