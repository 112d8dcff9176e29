package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.SecretSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient export}: key and certificate in the format of another program. */
final class ExportCommand implements Command {
    private static final String FORMAT = "--format";
    private static final String OUT = "--out";
    private static final String FROM = "--from";
    private static final String PASSWORD = "--password";
    private static final String LEGACY = "--legacy";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Writes key and certificate in the format of another program.",
                "Writes the private key in use with its certificate and the issuers to one file, which only its owner can"
                        + " read; an existing file is replaced. A success script may call it.");
        spec.addOption(Options.required(
                        FORMAT,
                        "FORMAT",
                        "pem: certificate, issuers and key, as haproxy reads them; p12: PKCS #12; jks: Java key store;"
                                + " der: the certificate only.")
                .build());
        spec.addOption(Options.required(OUT, "FILE", "The file to write.").build());
        spec.addOption(Options.value(
                        FROM,
                        "DIR",
                        "Directory of 'scepclient enroll --out', in place of the router app's certificate.")
                .build());
        spec.addOption(Options.value(
                        PASSWORD,
                        "SOURCE",
                        "Source of the password for the key: env:NAME, file:PATH or prompt; p12 and jks need one, and"
                                + " with it pem has an encrypted key.")
                .build());
        spec.addOption(Options.flag(
                        LEGACY,
                        "Write p12 with 3DES and SHA-1, for Windows before Server 2019, OpenSSL before 1.1 and Java"
                                + " before 8u301.")
                .build());
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public boolean writesFiles() {
        return true;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        ExportFormat format = ExportFormat.of(FORMAT, arguments.value(FORMAT));
        requireFitting(arguments, format);
        OutputFile out = ResultFile.of(arguments, OUT, FileAccess.SECRET);
        Optional<Path> directory = arguments.file(FROM);
        Source source = directory.isPresent()
                ? Source.ofDirectory(directory.get())
                : Source.ofApp(AppOptions.agent(report, context));
        source.requireElsewhere(out);
        List<X509Certificate> path = source.path();
        Optional<Secret> password = password(arguments, context);
        if (arguments.has(LEGACY)) {
            ExportFormat.useLegacyAlgorithms();
        }
        out.write(format.encode(new ExportFormat.Content(source.key, path, password)));
        print(path, format, out, report);
        return SUCCESS;
    }

    private static void requireFitting(Arguments arguments, ExportFormat format) throws CommandException {
        if (format.isKeyStore() && !arguments.has(PASSWORD)) {
            throw CommandException.usage("missing option " + PASSWORD + " SOURCE, which " + FORMAT + " " + format.id()
                    + " needs: env:NAME, file:PATH or prompt");
        }
        if (format == ExportFormat.DER && arguments.has(PASSWORD)) {
            throw CommandException.usage(PASSWORD + ": " + FORMAT + " der has no key to protect");
        }
        if (format != ExportFormat.P12 && arguments.has(LEGACY)) {
            throw CommandException.usage(LEGACY + " is for " + FORMAT + " p12 only");
        }
    }

    /** The password, in the characters that all readers of the formats decode alike. */
    private static Optional<Secret> password(Arguments arguments, CommandContext context)
            throws ScepException, CommandException {
        Optional<String> text = arguments.text(PASSWORD);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Secret password = SecretSource.parse(PASSWORD, text.get()).read("password of the file", context);
        if (!password.reveal().matches("[ -~]+")) {
            throw CommandException.usage(
                    PASSWORD + ": the password is empty or has characters outside ASCII, which not all"
                            + " programs read alike; use printable ASCII");
        }
        return Optional.of(password);
    }

    private static void print(List<X509Certificate> path, ExportFormat format, OutputFile out, Report report) {
        String serial = CertificateText.of(path.getFirst()).serial();
        report.facts()
                .put("file", out.path().toString())
                .put("format", format.id())
                .put("serial", serial);
        // Otherwise the content itself went to a pipe or to standard output.
        if (out.directory().isPresent()) {
            report.line("Certificate " + serial + (format == ExportFormat.DER ? "" : " with its private key") + ":");
            report.line("  " + out.path());
        }
    }

    /**
     * The exported key.
     *
     * @param issuers in any order
     * @param own its files, which an export never replaces
     * @param reserved the directory that has only files of the app
     */
    private record Source(
            PrivateKey key,
            X509Certificate certificate,
            List<X509Certificate> issuers,
            List<Path> own,
            Optional<Path> reserved) {

        /** The certificate of the router app that is in use. */
        static Source ofApp(AgentContext agent) throws ScepException, CommandException {
            CertificateStore store = agent.store();
            Credential credential = store.latest()
                    .orElseThrow(() -> absent(
                            store.path(),
                            "no certificate is in use; run 'scepclient check', or name a directory of"
                                    + " 'scepclient enroll' with " + FROM));
            return new Source(
                    credential.key().key().privateKey(),
                    credential.certificate(),
                    store.chain(),
                    List.of(
                            credential.keyFile(),
                            credential.certificateFile(),
                            agent.paths().settings()),
                    Optional.of(store.path()));
        }

        static Source ofDirectory(Path directory) throws ScepException, CommandException {
            if (Files.notExists(directory.resolve(EnrollmentDirectory.KEY))) {
                throw absent(
                        directory,
                        "this directory (" + FROM + ") has no " + EnrollmentDirectory.KEY
                                + "; name the directory of 'scepclient enroll --out'");
            }
            try (EnrollmentDirectory opened = EnrollmentDirectory.open(directory)) {
                Optional<String> damage = opened.damageOfPair();
                if (damage.isPresent()) {
                    throw new StorageException(directory.toString(), damage.get());
                }
                return new Source(
                        opened.key().key().privateKey(),
                        opened.certificate(),
                        opened.chain(),
                        EnrollmentDirectory.SET.stream().map(directory::resolve).toList(),
                        Optional.empty());
            }
        }

        private static CommandException absent(Path place, String problem) {
            return new CommandException(ErrorCode.STORAGE, place + ": " + problem);
        }

        void requireElsewhere(OutputFile out) throws CommandException {
            if (reserved.isPresent()
                    && out.directory()
                            .filter(directory -> isWithin(directory, reserved.get()))
                            .isPresent()) {
                throw new CommandException(
                        ErrorCode.STORAGE,
                        out.path() + " (" + OUT + "): " + reserved.get()
                                + " has only files of the app; name a file elsewhere");
            }
            for (Path file : own) {
                if (out.isSamePlace(OutputFile.of(file, FileAccess.SECRET))) {
                    throw new CommandException(
                            ErrorCode.STORAGE,
                            out.path() + " (" + OUT + ") is what is exported, or the settings; name another file");
                }
            }
        }

        private static boolean isWithin(Path directory, Path other) {
            try {
                return directory.toRealPath().startsWith(other.toRealPath());
            } catch (IOException e) {
                // The directory is absent, which the attempt to write there reports.
                return false;
            }
        }

        /** The certificate, followed by its issuers as far as they are known. */
        List<X509Certificate> path() {
            List<X509Certificate> path = new ArrayList<>(List.of(certificate));
            Optional<X509Certificate> next = Optional.of(certificate);
            while (next.isPresent()) {
                X509Certificate last = next.get();
                next = issuers.stream()
                        .filter(issuer -> !path.contains(issuer) && CertificateTree.issued(issuer, last))
                        .findFirst();
                next.ifPresent(path::add);
            }
            return path;
        }
    }
}
