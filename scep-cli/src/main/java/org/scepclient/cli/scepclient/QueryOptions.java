package org.scepclient.cli.scepclient;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cms.Signer;
import org.scepclient.crl.CrlSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.CertificateQueries;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.pem.PemCrls;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import picocli.CommandLine.Model.CommandSpec;

/** The options that {@code crl} and {@code cert} share: requester, trusted CA, source and output. */
final class QueryOptions {
    static final String CERTIFICATE = "--cert";
    static final String FROM = "--from";
    private static final String KEY = "--key";
    static final String CA = "--ca";
    private static final String OUT = "--out";
    private static final String DER = "--der";

    private final Arguments arguments;
    private final Report report;
    private final CommandContext context;
    private final ServerOptions options;

    QueryOptions(Arguments arguments, Report report, CommandContext context) {
        this.arguments = arguments;
        this.report = report;
        this.context = context;
        this.options = new ServerOptions(arguments, context);
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(
                Options.value(KEY, "FILE", "With --url: the key of the certificate; by default key.pem beside it.")
                        .build());
        spec.addOption(
                Options.value(CA, "FILE", "The trusted CA certificates; by default ca.pem beside the certificate.")
                        .build());
        spec.addOption(
                Options.value(FROM, "URL", "An http, https or ldap URL to use instead of those in the certificate.")
                        .build());
        PublicationFetcher.addOptions(spec);
        ServerOptions.addUrl(spec, false);
        spec.addOption(Options.value(OUT, "FILE", "Output file; by default standard output.")
                .build());
        spec.addOption(Options.flag(DER, "Write DER instead of PEM.").build());
        ServerOptions.addLegacy(spec);
        ServerOptions.addHttp(spec);
        spec.addOption(Options.json());
    }

    /** Rejects contradictory options, and an output file that is not writable, before anything is sent. */
    void check() throws ScepException, CommandException {
        arguments.exclude(ServerOptions.URL, FROM);
        Optional<OutputFile> out = out();
        if (out.isPresent()) {
            out.get().checkWritable();
        } else if (arguments.has(Options.JSON)) {
            throw CommandException.usage(
                    Options.JSON + " needs " + OUT + ", because the JSON object takes standard output");
        }
    }

    X509Certificate certificate() throws ScepException, CommandException {
        return TextFile.certificate(certificateFile());
    }

    private Path certificateFile() throws CommandException {
        return arguments.file(CERTIFICATE).orElseThrow();
    }

    /** The CA of the option, or else of the file beside the certificate; empty if neither exists. */
    Optional<CaCertificates> knownCa() throws ScepException, CommandException {
        Optional<Path> given = arguments.file(CA);
        Path beside = sibling(EnrollmentDirectory.CA);
        if (given.isEmpty() && !Files.exists(beside)) {
            return Optional.empty();
        }
        return Optional.of(TextFile.caCertificates(given.orElse(beside)).trusted());
    }

    /**
     * The CA as {@link #ca}, with the certificates of chain.pem beside the certificate as intermediates: they count only
     * if they chain to that CA.
     */
    CaCertificates caWithChain() throws ScepException, CommandException {
        CaCertificates ca = ca();
        Path chain = sibling(EnrollmentDirectory.CHAIN);
        if (!Files.exists(chain)) {
            return ca;
        }
        Set<X509Certificate> all = new LinkedHashSet<>(ca.certificates());
        try {
            all.addAll(TextFile.certificates(chain));
        } catch (StorageException e) {
            report.notice(e.getMessage() + "; ignoring it");
        }
        return new CaCertificates(List.copyOf(all), ca.anchors());
    }

    CaCertificates ca() throws ScepException, CommandException {
        Path beside = sibling(EnrollmentDirectory.CA);
        return knownCa()
                .orElseThrow(() -> new CommandException(
                        ErrorCode.STORAGE,
                        "no CA certificate to verify with: " + beside + " does not exist; add " + CA + " FILE"));
    }

    private Path sibling(String name) throws CommandException {
        return certificateFile().resolveSibling(name);
    }

    /** Queries by SCEP, signed with the certificate's key. */
    CertificateQueries queries() throws ScepException, CommandException {
        Path file = arguments.file(KEY).orElse(sibling(EnrollmentDirectory.KEY));
        LoadedKey key = LoadedKey.read(file);
        X509Certificate certificate = certificate();
        if (!key.publicKey().equals(certificate.getPublicKey())) {
            throw new CommandException(
                    ErrorCode.KEY_UNUSABLE,
                    file + ": not the key of " + certificateFile() + "; specify it with " + KEY);
        }
        ScepServer server = options.server();
        CaProfile profile = CaProfile.of(ca(), server.capabilities(options.caIdentifier()), options.policy());
        PkiOperation operation = new PkiOperation(server, profile, context.clock(), new SecureRandom());
        return new CertificateQueries(operation, Requester.of(new Signer(key.key(), certificate)));
    }

    PublicationFetcher publications() {
        return new PublicationFetcher(arguments, options);
    }

    PathRules rules() {
        return options.rules();
    }

    boolean byScep() {
        return arguments.has(ServerOptions.URL);
    }

    /** The URL of the option, or else those in the certificate. */
    List<String> urls(List<String> own, String kind) throws CommandException {
        Optional<String> from = arguments.text(FROM);
        if (from.isPresent()) {
            return List.of(from.get());
        }
        if (own.isEmpty()) {
            throw new CommandException(
                    ErrorCode.NOT_IN_REPLY,
                    certificateFile() + ": the certificate has no URL of " + kind + "; add " + FROM
                            + " URL, or query the CA by SCEP with " + ServerOptions.URL);
        }
        return own;
    }

    /** Writes a verified certificate; true if to a file, so that standard output is free for text. */
    boolean write(byte[] der, String pem) throws ScepException, CommandException {
        byte[] content = arguments.has(DER) ? der : pem.getBytes(StandardCharsets.US_ASCII);
        return write(target -> target.write(content));
    }

    /** Writes a verified CRL; true if to a file, so that standard output is free for text. */
    boolean write(CrlSource crl) throws ScepException, CommandException {
        boolean der = arguments.has(DER);
        return write(target -> {
            try (InputStream in = crl.open()) {
                if (der) {
                    in.transferTo(target);
                } else {
                    PemCrls.write(in, target);
                }
            }
        });
    }

    private boolean write(OutputFile.Content content) throws ScepException, CommandException {
        Optional<OutputFile> out = out();
        if (out.isEmpty()) {
            report.content(content);
            return false;
        }
        out.get().write(content);
        report.facts().put("file", out.get().path().toString());
        return true;
    }

    /** Directory of temporary files. */
    Path spoolDirectory() throws CommandException {
        return out().flatMap(OutputFile::directory).orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private Optional<OutputFile> out() throws CommandException {
        return arguments.file(OUT).map(file -> OutputFile.of(file, FileAccess.PUBLIC));
    }
}
