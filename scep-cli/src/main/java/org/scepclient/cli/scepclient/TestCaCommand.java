package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
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

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Runs a SCEP CA for tests, until it is ended.",
                "It is no production CA: it makes new keys at each start and forgets everything at its end, grants"
                        + " what it is asked for, and listens on the loopback address only.");
        spec.addOption(Options.value(PORT, "PORT", "Where it listens (" + DEFAULT_PORT + "); 0: a free one.")
                .build());
        spec.addOption(Options.value(CHALLENGE, "WORD", "Challenge password that first requests need.")
                .build());
        spec.addOption(Options.value(CHALLENGE_FILE, "FILE", "The same, from the first line of a file.")
                .build());
        spec.addOption(Options.value(
                        APPROVE,
                        "auto|manual",
                        "Who decides about first requests: the CA" + " grants them, or a person decides (auto).")
                .build());
        spec.addOption(Options.value(
                        RA,
                        "none|single|split",
                        "Registration authorities before the CA: none, one, or one that signs and one that decrypts"
                                + " as with NDES (none).")
                .build());
        spec.addOption(Options.flag(INTERMEDIATE, "An issuing CA under a root.").build());
        spec.addOption(Options.value(VALIDITY, TimeSpan.LABEL, "How long its certificates last (365d).")
                .build());
        TestCaFaults.addOptions(spec);
        spec.addOption(Options.json());
        TestCaControl.addTo(spec);
        return spec;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        if (!invocation.arguments().inner().isEmpty()) {
            return TestCaControl.run(invocation);
        }
        if (TestCaFaults.listed(invocation)) {
            return SUCCESS;
        }
        try (TestCa ca = start(invocation, config(invocation));
                Serving serving = Serving.begin(invocation.sleeper(), () -> {})) {
            tell(invocation, ca);
            serving.untilEnded();
        }
        return SUCCESS;
    }

    private static TestCaConfigBuilder config(Invocation invocation) throws ScepException, CommandException {
        int port = invocation.number(PORT, DEFAULT_PORT);
        if (port > 0xFFFF) {
            throw CommandException.usage(PORT + ": port " + port + " does not exist; give one from 0 to 65535");
        }
        TestCaConfigBuilder config = TestCaConfig.builder()
                .port(port)
                .clock(invocation.clock())
                .intermediate(invocation.has(INTERMEDIATE))
                .approval(choice(invocation, APPROVE, Approval.AUTO))
                .ra(choice(invocation, RA, RaSetup.NONE));
        if (invocation.has(VALIDITY)) {
            config.validity(TimeSpan.parse(VALIDITY, invocation.value(VALIDITY)));
        }
        Optional<Secret> challenge = challenge(invocation);
        challenge.ifPresent(config::challenge);
        TestCaFaults.apply(invocation, config);
        return config;
    }

    private static Optional<Secret> challenge(Invocation invocation) throws ScepException, CommandException {
        invocation.exclude(CHALLENGE, CHALLENGE_FILE);
        Optional<Path> file = invocation.file(CHALLENGE_FILE);
        return file.isPresent()
                ? Optional.of(
                        new SecretSource.Content(file.get()).read("challenge password", invocation.surroundings()))
                : invocation.text(CHALLENGE).map(Secret::of);
    }

    private static <E extends Enum<E>> E choice(Invocation invocation, String option, E usual) throws CommandException {
        Optional<String> word = invocation.text(option);
        if (word.isEmpty()) {
            return usual;
        }
        StringBuilder words = new StringBuilder();
        for (E one : usual.getDeclaringClass().getEnumConstants()) {
            String name = one.name().toLowerCase(Locale.ROOT);
            if (name.equals(word.get())) {
                return one;
            }
            words.append(words.isEmpty() ? "" : " or ").append(name);
        }
        throw CommandException.usage(option + ": '" + word.get() + "' is not known; give " + words);
    }

    static TestCa start(Invocation invocation, TestCaConfigBuilder config) throws CommandException {
        try {
            return TestCa.start(config.build());
        } catch (IOException e) {
            throw new CommandException(
                    ErrorCode.UNREACHABLE,
                    "cannot listen on port " + invocation.number(PORT, DEFAULT_PORT) + " of 127.0.0.1: "
                            + FileProblem.of(e) + "; give another with " + PORT);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static void tell(Invocation invocation, TestCa ca) {
        Report report = invocation.report();
        boolean manual = invocation.text(APPROVE).filter("manual"::equals).isPresent();
        boolean challenge = invocation.has(CHALLENGE) || invocation.has(CHALLENGE_FILE);
        report.line("This is no production CA: new keys at each start, nothing is kept, what is asked for is granted.");
        report.line("  url          " + ca.url());
        report.line("  fingerprint  SHA-256 " + ca.fingerprint());
        report.line("  issuer       " + ca.issuer().getSubjectX500Principal());
        report.line("  challenge    " + (challenge ? "needed for a first request" : "none is needed"));
        if (manual) {
            String name = invocation.surroundings().console().name();
            report.line("  approval     " + name + " testca pending|approve ID|reject ID --url " + ca.url());
        }
        report.line("Ctrl-C ends it.");
        report.facts()
                .put("url", ca.url().toString())
                .put("fingerprint", ca.fingerprint().toString())
                .put("issuer", ca.issuer().getSubjectX500Principal().toString());
        report.announce();
    }
}
