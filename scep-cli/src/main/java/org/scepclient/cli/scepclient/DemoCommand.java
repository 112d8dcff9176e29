package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.TextFile;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestBuilder;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.value.Secret;
import org.scepclient.web.server.WebServer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient demo}: a CA, an enrollment, and the certificate as a picture. */
final class DemoCommand implements Command {
    private static final String ONCE = "--once";
    private static final String CHALLENGE = "challenge";
    private static final String CHALLENGE_WORD = "demo";
    private static final String OTHER_KEY = "other.key";
    private static final String OTHER_REQUEST = "other.csr";
    private static final String SUBJECT = "/O=Example/CN=router-7";
    private static final String NAMES = "DNS:router-7.example.com,IP:192.0.2.7";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows an enrollment from nothing, on this machine alone.",
                "Starts a CA for tests, enrolls, shows the certificate, and keeps the CA running to try more.");
        spec.addOption(Options.flag(ONCE, "End after the certificate is shown.").build());
        spec.addOption(
                Options.value(EnrollCommand.OUT, "DIR", "Keep the files in DIR; otherwise they are removed at the end.")
                        .build());
        return spec;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        Optional<Path> kept = invocation.file(EnrollCommand.OUT);
        Path directory = kept.isPresent() ? made(kept.get()) : temporary();
        Runnable cleanUp = kept.isPresent() ? () -> {} : () -> remove(directory);
        WebServer.setLimits();
        TestCaConfigBuilder config = TestCaConfig.builder()
                .intermediate(true)
                .challenge(Secret.of(CHALLENGE_WORD))
                .clock(invocation.clock());
        try (Serving serving = Serving.begin(invocation.sleeper(), cleanUp);
                TestCa ca = TestCaCommand.start(invocation, config)) {
            enroll(invocation, ca, directory);
            show(invocation, directory);
            if (!invocation.has(ONCE)) {
                hints(invocation, ca, directory);
                serve(invocation, ca, directory, serving);
            }
        }
        return SUCCESS;
    }

    private static Path made(Path directory) throws StorageException {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StorageException(
                    directory.toString(),
                    "the directory cannot be made: " + FileProblem.of(e) + "; give another --out",
                    e);
        }
    }

    private static Path temporary() throws StorageException {
        try {
            return Files.createTempDirectory("scepclient-demo-");
        } catch (IOException e) {
            throw new StorageException("the temporary directory", "cannot be written: " + FileProblem.of(e), e);
        }
    }

    private static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary directory that stays is left to the system's own cleaning.
        }
    }

    private static void enroll(Invocation invocation, TestCa ca, Path directory)
            throws ScepException, CommandException {
        Report report = invocation.report();
        report.line("1. A CA starts on this machine: new keys, in memory, loopback only. It is no production CA.");
        report.line("   " + ca.url());
        report.line("");
        Path challenge = directory.resolve(CHALLENGE);
        TextFile.write(challenge, FileAccess.SECRET, CHALLENGE_WORD + "\n");
        Path out = directory.resolve("device");
        String[] args = {
            "--url",
            ca.url().toString(),
            "--out",
            out.toString(),
            "--subject",
            SUBJECT,
            "--alt-name",
            NAMES,
            "--challenge-file",
            challenge.toString(),
            "--ca-fingerprint",
            ca.fingerprint().toString()
        };
        report.line("2. From nothing to a certificate, in one command:");
        report.line("   " + invocation.surroundings().console().name() + " enroll --url " + args[1] + " \\");
        for (int i = 2; i < args.length; i += 2) {
            report.line("       " + args[i] + " " + args[i + 1] + (i + 2 < args.length ? " \\" : ""));
        }
        Instant begin = invocation.clock().instant();
        EnrollCommand command = new EnrollCommand();
        command.run(invocation.silently(
                Arguments.of(ScepclientCommand.commandLine(command.model()).parseArgs(args))));
        Duration took = Duration.between(begin, invocation.clock().instant());
        report.line("   done in " + took.toMillis() + " ms");
        report.line("");
    }

    private static void show(Invocation invocation, Path directory) throws ScepException {
        Report report = invocation.report();
        Path out = directory.resolve("device");
        X509Certificate certificate = TextFile.certificate(out.resolve(EnrollmentDirectory.CERTIFICATE));
        List<X509Certificate> chain = new ArrayList<>(TextFile.certificates(out.resolve(EnrollmentDirectory.CHAIN)));
        chain.add(certificate);
        report.line("3. The certificate and who vouches for it:");
        report.line("");
        for (CertificateTree.Row row : CertificateTree.rows(chain)) {
            ValidityBar bar =
                    new ValidityBar(row.certificate(), invocation.clock().instant());
            String mark = row.certificate().equals(certificate) ? "  <- new" : "";
            report.line("   " + row.prefix() + row.certificate().getSubjectX500Principal() + mark);
            report.line("   " + row.continuation() + bar.bar() + " " + bar.dates() + ", " + bar.words());
        }
        report.line("");
        CertificateText.of(certificate).lines().forEach(line -> report.line("   " + line));
        report.line("");
        report.line("   " + out.resolve(EnrollmentDirectory.KEY) + " can be read by its owner alone; beside it are "
                + String.join(", ", EnrollmentDirectory.CERTIFICATE, EnrollmentDirectory.CHAIN, EnrollmentDirectory.CA)
                + ".");
    }

    /** A key and a request for those who want to try sscep, which makes neither. */
    private static void prepareAnother(Path directory) throws ScepException {
        LoadedKey key = new KeyGeneration(new SecureRandom()).rsa(2048);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/O=Example/CN=router-8", Optional.empty()))
                .withChallengePassword(Secret.of(CHALLENGE_WORD));
        var request = new RequestBuilder(key.key(), key.publicKey(), DigestAlgorithm.SHA256).build(template);
        TextFile.write(
                directory.resolve(OTHER_KEY),
                FileAccess.SECRET,
                PemWriter.privateKey(key.key().privateKey()));
        TextFile.write(directory.resolve(OTHER_REQUEST), FileAccess.PUBLIC, PemWriter.request(request));
    }

    private static void hints(Invocation invocation, TestCa ca, Path directory) throws ScepException {
        prepareAnother(directory);
        Report report = invocation.report();
        String name = invocation.surroundings().console().name();
        Path out = directory.resolve("device");
        report.line("");
        report.line("4. The CA keeps running. In another terminal, for example:");
        report.line("   " + name + " ca --url " + ca.url());
        report.line("   " + name + " enroll --url " + ca.url() + " --out " + out + " --renew");
        report.line("   " + name + " crl --cert " + out.resolve(EnrollmentDirectory.CERTIFICATE) + " --out ca.crl");
        report.line("   sscep getca -u " + ca.url() + " -c ca.crt --ca-fingerprint " + ca.fingerprint());
        report.line("   sscep enroll -u " + ca.url() + " -c ca.crt -k " + directory.resolve(OTHER_KEY) + " -r "
                + directory.resolve(OTHER_REQUEST) + " -l other.crt");
        report.line("");
    }

    private static void serve(Invocation invocation, TestCa ca, Path directory, Serving serving) throws ScepException {
        Report report = invocation.report();
        try (DemoAgent app = DemoAgent.start(invocation, ca, directory.resolve("app"), directory.resolve(CHALLENGE))) {
            report.line("5. The router app has enrolled too. Its page, once within a minute:");
            report.line("   " + app.link());
            report.line(
                    "   The browser warns, because the page vouches for itself. Another link, and the app's state:");
            String name = invocation.surroundings().console().name();
            report.line("   export " + app.environment());
            report.line("   " + name + " web --link; " + name + " status");
            report.line("");
            report.line("Ctrl-C ends it.");
            serving.untilEnded();
        }
    }
}
