package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.SecretSource;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileProblem;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient testca}: a SCEP CA for tests. */
final class TestCaCommand implements Command {
    private static final String PORT = "--port";
    private static final String CHALLENGE = "--challenge";
    private static final String CHALLENGE_FILE = "--challenge-file";
    private static final String APPROVE = "--approve";
    private static final String RA = "--ra";
    private static final String INTERMEDIATE = "--intermediate";
    private static final String VALIDITY = "--validity";
    private static final int DEFAULT_PORT = 8080;
    private static final int MAX_PORT = 0xFFFF;

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Runs a SCEP CA for tests until it is stopped.",
                "Not for production: it generates new keys at each start, stores nothing, approves requests unless told"
                        + " otherwise, and listens on the loopback address only.");
        spec.addOption(Options.value(PORT, "PORT", "Port (" + DEFAULT_PORT + "); 0: any free port.")
                .build());
        spec.addOption(Options.value(CHALLENGE, "WORD", "Challenge password required in initial requests.")
                .build());
        spec.addOption(Options.value(CHALLENGE_FILE, "FILE", "File whose first line is the challenge password.")
                .build());
        spec.addOption(
                Options.value(APPROVE, "auto|manual", "Approval of initial requests: automatic, or by a person (auto).")
                        .build());
        spec.addOption(Options.value(
                        RA,
                        "none|single|split",
                        "Registration authorities: none, one, or one that signs and one that decrypts, as with NDES (none).")
                .build());
        spec.addOption(
                Options.flag(INTERMEDIATE, "Put an issuing CA below a root CA.").build());
        spec.addOption(Options.value(VALIDITY, TimeSpan.LABEL, "Validity of issued certificates (365d).")
                .build());
        TestCaFaults.addOptions(spec);
        spec.addOption(Options.json());
        TestCaControl.addTo(spec);
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        if (!arguments.subcommand().isEmpty()) {
            return TestCaControl.run(arguments, report);
        }
        if (TestCaFaults.listed(arguments, report)) {
            return SUCCESS;
        }
        int port = arguments.number(PORT, DEFAULT_PORT);
        if (port > MAX_PORT) {
            throw CommandException.usage(PORT + ": expected a port from 0 to " + MAX_PORT + ", found " + port);
        }
        TestCaConfigBuilder config = config(arguments, context).port(port);
        try (ShutdownHook hook = new ShutdownHook();
                TestCa ca = start(config, port)) {
            hook.install();
            describe(ca, arguments, report, context.console().name());
            hook.awaitSignal(context);
        }
        return SUCCESS;
    }

    private static TestCaConfigBuilder config(Arguments arguments, CommandContext context)
            throws ScepException, CommandException {
        TestCaConfigBuilder config = TestCaConfig.builder()
                .clock(context.clock())
                .intermediate(arguments.has(INTERMEDIATE))
                .approval(choice(arguments, APPROVE, Approval.AUTO))
                .ra(choice(arguments, RA, RaSetup.NONE));
        if (arguments.has(VALIDITY)) {
            config.validity(TimeSpan.parse(VALIDITY, arguments.value(VALIDITY)));
        }
        Optional<Secret> challenge = challenge(arguments, context);
        challenge.ifPresent(config::challenge);
        TestCaFaults.apply(arguments, config);
        return config;
    }

    private static Optional<Secret> challenge(Arguments arguments, CommandContext context)
            throws ScepException, CommandException {
        arguments.exclude(CHALLENGE, CHALLENGE_FILE);
        Optional<Path> file = arguments.file(CHALLENGE_FILE);
        return file.isPresent()
                ? Optional.of(new SecretSource.Content(file.get()).read("challenge password", context))
                : arguments.text(CHALLENGE).map(Secret::of);
    }

    private static <E extends Enum<E>> E choice(Arguments arguments, String option, E byDefault)
            throws CommandException {
        Optional<String> word = arguments.text(option);
        if (word.isEmpty()) {
            return byDefault;
        }
        List<String> names = new ArrayList<>();
        for (E one : byDefault.getDeclaringClass().getEnumConstants()) {
            String name = one.name().toLowerCase(Locale.ROOT);
            if (name.equals(word.get())) {
                return one;
            }
            names.add(name);
        }
        throw Options.unexpected(option, names, word.get());
    }

    static TestCa start(TestCaConfigBuilder config, int port) throws CommandException {
        try {
            return TestCa.start(config.build());
        } catch (IOException e) {
            throw new CommandException(
                    ErrorCode.UNREACHABLE,
                    "cannot listen on 127.0.0.1:" + port + ": " + FileProblem.of(e)
                            + (port == 0 ? "" : "; choose another port with " + PORT));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static void describe(TestCa ca, Arguments arguments, Report report, String name) {
        boolean manual = arguments.text(APPROVE).filter("manual"::equals).isPresent();
        boolean challenge = arguments.has(CHALLENGE) || arguments.has(CHALLENGE_FILE);
        report.line("Not for production: new keys at each start, and nothing is stored.");
        report.line("  url          " + ca.url());
        report.line("  fingerprint  SHA-256 " + ca.fingerprint());
        report.line("  issuer       " + ca.issuer().getSubjectX500Principal());
        report.line("  challenge    " + (challenge ? "required in initial requests" : "none"));
        report.line("  approval     "
                + (manual ? name + " testca pending|approve ID|reject ID --url " + ca.url() : "automatic"));
        report.line("Press Ctrl-C to stop.");
        report.facts()
                .put("url", ca.url().toString())
                .put("fingerprint", ca.fingerprint().toString())
                .put("issuer", ca.issuer().getSubjectX500Principal().toString());
        report.writeJson();
    }
}
