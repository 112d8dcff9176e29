package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.enrollment.Polling;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient enroll}: from nothing to key, certificate and chain. */
final class EnrollCommand implements Command {
    static final String OUT = "--out";
    static final String RENEW = "--renew";
    static final String FORCE = "--force";
    private static final String POLL_INTERVAL = "--poll-interval";
    private static final String MAX_WAIT = "--max-wait";

    /** The options that make another request if they change, besides the key size and the challenge password. */
    static final List<String> DETERMINING = Stream.concat(
                    RequestOptions.NAMES.stream(), Stream.of(CaConfirmation.FINGERPRINT, CaConfirmation.RA_FINGERPRINT))
            .toList();

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
        KeyOptions.addOptions(spec);
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

    private static void addModes(CommandSpec spec) {
        spec.addOption(
                Options.flag(RENEW, "Renew the certificate in DIR: a new key, the request signed with the old one.")
                        .build());
        spec.addOption(Options.flag(
                        FORCE,
                        "Enroll again even if DIR has a key and a certificate, or a pending request; the old files stay"
                                + " until the new ones replace them.")
                .build());
        spec.addOption(Options.value(
                        IfDue.OPTION,
                        "LIMIT",
                        "For cron: enroll, or renew once at most this time (30d) or share (33%%) of the validity remains; else do"
                                + " nothing. Also enrolls if key and certificate are damaged, or were requested with other"
                                + " options or from another CA than that of " + CaConfirmation.FINGERPRINT + ".")
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
        rejectContradictions(arguments);
        KeyOptions key = new KeyOptions(arguments, context);
        int bits = key.size();
        Polling polling = polling(arguments);
        Optional<IfDue> ifDue = ifDue(arguments);
        Optional<Secret> challenge = ifDue.isPresent() ? Optional.empty() : key.challenge();
        try (EnrollmentDirectory directory =
                EnrollmentDirectory.open(arguments.file(OUT).orElseThrow())) {
            EnrollmentPlan plan = EnrollmentPlan.of(arguments);
            if (ifDue.isPresent()) {
                Instant now = context.clock().instant();
                IfDue.Wanted wanted =
                        new IfDue.Wanted(requested(arguments, bits), CaConfirmation.fingerprint(arguments));
                plan = ifDue.get().plan(directory, wanted, now, report);
                if (plan instanceof EnrollmentPlan.NotDue later
                        && directory.ticket().isEmpty()) {
                    later.print(report, context);
                    return SUCCESS;
                }
                challenge = plan instanceof EnrollmentPlan.Renewal ? key.challengeIfThere() : key.challenge();
            }
            DirectoryEnrollment.Settings settings = new DirectoryEnrollment.Settings(bits, challenge, polling, plan);
            new DirectoryEnrollment(arguments, report, context, directory, settings).run();
        }
        return SUCCESS;
    }

    private static void rejectContradictions(Arguments arguments) throws CommandException {
        arguments.exclude(RENEW, FORCE);
        arguments.exclude(IfDue.OPTION, RENEW);
        arguments.exclude(IfDue.OPTION, FORCE);
        arguments.exclude(KeyOptions.CHALLENGE, KeyOptions.CHALLENGE_FILE);
        arguments.exclude(CaConfirmation.FINGERPRINT, CaConfirmation.FIRST_USE);
    }

    /** Reads the options of a first request too: a mistake must appear at the first run, not when the certificate expires. */
    private static Optional<IfDue> ifDue(Arguments arguments) throws CommandException {
        Optional<IfDue> ifDue = arguments.text(IfDue.OPTION).map(IfDue::parse);
        if (ifDue.isPresent()) {
            new RequestOptions(arguments).initial();
        }
        return ifDue;
    }

    /** The options that determine the request, without the challenge password, which is sent once. */
    static Map<String, String> requested(Arguments arguments, int keySize) {
        Map<String, String> options = new HashMap<>();
        RequestOptions.NAMES.forEach(option -> arguments.text(option).ifPresent(value -> options.put(option, value)));
        options.put(KeyOptions.SIZE, Integer.toString(keySize));
        return options;
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
