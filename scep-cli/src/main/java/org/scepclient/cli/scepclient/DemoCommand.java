package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.value.Secret;
import org.scepclient.web.server.WebServer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient demo}: a test CA, an enrollment, and the router app with its page. */
final class DemoCommand implements Command {
    private static final String ONCE = "--once";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Demonstrates an enrollment on this machine.",
                "Starts a test CA, enrolls, shows the certificate, and keeps the CA running for more commands.");
        spec.addOption(Options.flag(ONCE, "Exit after showing the certificate.").build());
        spec.addOption(
                Options.value(EnrollCommand.OUT, "DIR", "Keep the files in DIR; otherwise they are removed at the end.")
                        .build());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        WebServer.setLimits();
        TestCaConfigBuilder config = TestCaConfig.builder()
                .intermediate(true)
                .challenge(Secret.of(DemoSteps.CHALLENGE_PASSWORD))
                .clock(context.clock());
        try (ShutdownHook hook = new ShutdownHook();
                Directory directory = Directory.of(arguments.file(EnrollCommand.OUT));
                TestCa ca = TestCaCommand.start(config, 0)) {
            hook.install();
            DemoSteps steps = new DemoSteps(report, context, ca, directory.path());
            steps.enroll();
            steps.showCertificate();
            if (!arguments.has(ONCE)) {
                steps.suggestCommands();
                steps.runApp(hook);
            }
        }
        return SUCCESS;
    }

    /**
     * The directory of the demo's files.
     *
     * @param temporary whether {@link #close} removes it
     */
    private record Directory(Path path, boolean temporary) implements AutoCloseable {

        static Directory of(Optional<Path> given) throws StorageException {
            try {
                return given.isPresent()
                        ? new Directory(Files.createDirectories(given.get()), false)
                        : new Directory(Files.createTempDirectory("scepclient-demo-"), true);
            } catch (IOException e) {
                throw new StorageException(
                        given.map(Path::toString).orElse("temporary directory"),
                        "cannot create the directory: " + FileProblem.of(e) + "; choose another with --out",
                        e);
            }
        }

        @Override
        public void close() {
            if (!temporary) {
                return;
            }
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // The system removes old temporary files.
            }
        }
    }
}
