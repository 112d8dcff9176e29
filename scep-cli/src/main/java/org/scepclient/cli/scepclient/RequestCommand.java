package org.scepclient.cli.scepclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.value.Printable;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient request}: a key and a request in files, for {@code sscep enroll} and other programs. Sends nothing. */
final class RequestCommand implements Command {
    private static final String OUT = "--out";
    private static final String NEW_KEY = "--new-key";
    private static final String KEY = "--key";
    private static final String DER = "--der";
    private static final String FORCE = "--force";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Makes a key and a certification request (PKCS#10) in files.",
                "Makes a private key, or takes one, and writes a request for its certificate, for 'sscep enroll -k KEY -r"
                        + " FILE' or another program. Nothing is sent. 'scepclient enroll' needs neither file.");
        spec.addOption(
                Options.required(OUT, "FILE", "The request; readable by the owner only if it has a challenge password.")
                        .build());
        spec.addOption(
                Options.value(NEW_KEY, "FILE", "Make a private key, unencrypted, and write it here for the owner only.")
                        .build());
        spec.addOption(Options.value(KEY, "FILE", "Use this private key (PEM, unencrypted) instead.")
                .build());
        RequestOptions.addOptions(spec);
        KeyOptions.addOptions(spec);
        spec.addOption(Options.flag(ServerOptions.LEGACY, "Allow a new key of less than 2048 bits.")
                .build());
        spec.addOption(Options.flag(DER, "Write DER instead of PEM, a new key as PKCS#8.")
                .build());
        spec.addOption(Options.flag(FORCE, "Replace files that exist.").build());
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        arguments.exclude(NEW_KEY, KEY);
        arguments.exclude(KEY, KeyOptions.SIZE);
        arguments.exclude(KeyOptions.CHALLENGE, KeyOptions.CHALLENGE_FILE);
        if (!arguments.has(NEW_KEY) && !arguments.has(KEY)) {
            throw CommandException.usage(
                    "missing option " + NEW_KEY + " FILE, or " + KEY + " FILE for a key that exists");
        }
        RequestTemplate template = new RequestOptions(arguments).initial();
        KeyOptions options = new KeyOptions(arguments, context);
        int bits = options.size();
        requireNothingToReplace(arguments);
        Optional<Secret> challenge = options.challenge();
        OutputFile out = ResultFile.of(arguments, OUT, challenge.isPresent() ? FileAccess.SECRET : FileAccess.PUBLIC);
        out.checkWritable();
        LoadedKey key = key(arguments, bits, context);
        CertificationRequest request = challenge
                .map(template::withChallengePassword)
                .orElse(template)
                .sign(key.key(), key.publicKey(), DigestAlgorithm.SHA256);
        write(arguments, request, out, key);
        print(request, out, arguments, report);
        return SUCCESS;
    }

    @Override
    public boolean writesFiles() {
        return true;
    }

    /** Writes both or, as far as the disk allows, neither: the request first, because the key may replace one in use. */
    private static void write(Arguments arguments, CertificationRequest request, OutputFile out, LoadedKey key)
            throws ScepException, CommandException {
        boolean replaces = Files.exists(out.path());
        byte[] content = arguments.has(DER)
                ? request.der().toArray()
                : PemWriter.request(request).getBytes(US_ASCII);
        write(arguments, OUT, out, content);
        Optional<Path> keyFile = arguments.file(NEW_KEY);
        if (keyFile.isEmpty()) {
            return;
        }
        byte[] secret = arguments.has(DER)
                ? key.key().privateKey().getEncoded()
                : PemWriter.privateKey(key.key().privateKey()).getBytes(US_ASCII);
        boolean written = false;
        try {
            write(arguments, NEW_KEY, OutputFile.of(keyFile.get(), FileAccess.SECRET), secret);
            written = true;
        } finally {
            if (!written && !replaces) {
                out.path().toFile().delete();
            }
        }
    }

    /** Another process may have written the file since {@link #requireNothingToReplace}. */
    private static void write(Arguments arguments, String option, OutputFile file, byte[] content)
            throws ScepException, CommandException {
        if (arguments.has(FORCE)) {
            file.write(content);
        } else if (!file.writeNew(content)) {
            throw exists(file.path(), option);
        }
    }

    private static void requireNothingToReplace(Arguments arguments) throws CommandException {
        Path request = arguments.file(OUT).orElseThrow();
        Optional<Path> key = arguments.has(NEW_KEY) ? arguments.file(NEW_KEY) : arguments.file(KEY);
        if (OutputFile.of(request, FileAccess.PUBLIC)
                .isSamePlace(OutputFile.of(key.orElseThrow(), FileAccess.SECRET))) {
            throw CommandException.usage(OUT + " and " + (arguments.has(NEW_KEY) ? NEW_KEY : KEY)
                    + " name the same file; give the request a file of its own");
        }
        for (String option : new String[] {OUT, NEW_KEY}) {
            Optional<Path> file = arguments.file(option);
            if (file.isPresent() && isFile(file.get()) && !arguments.has(FORCE)) {
                throw exists(file.get(), option);
            }
        }
    }

    private static CommandException exists(Path file, String option) {
        return new CommandException(
                ErrorCode.STORAGE,
                file + " (" + option + ") exists; use another name, or replace it with " + FORCE
                        + (option.equals(NEW_KEY) ? ", or use this key with " + KEY : ""));
    }

    /** Standard output is no file to replace, even if it is one. */
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file)
                && OutputFile.of(file, FileAccess.PUBLIC).directory().isPresent();
    }

    /** The key, which is written after the request. */
    private static LoadedKey key(Arguments arguments, int bits, CommandContext context)
            throws ScepException, CommandException {
        if (arguments.has(KEY)) {
            return LoadedKey.read(arguments.file(KEY).orElseThrow());
        }
        OutputFile.of(arguments.file(NEW_KEY).orElseThrow(), FileAccess.SECRET).checkWritable();
        return KeyFuture.rsa(bits).get(context.terminal());
    }

    private static void print(CertificationRequest request, OutputFile out, Arguments arguments, Report report)
            throws CommandException {
        String key = arguments.value(arguments.has(NEW_KEY) ? NEW_KEY : KEY);
        report.facts()
                .put("request", out.path().toString())
                .put("key", key)
                .put("subject", request.subject().toString());
        if (out.directory().isEmpty()) {
            // The request itself went to a pipe or to standard output.
            return;
        }
        report.line("Request for " + Printable.name(request.subject().toString()) + ":");
        report.line("  " + out.path()
                + (request.hasChallengePassword() ? "  (has the challenge password: remove it after use)" : ""));
        report.line("  " + key + "  (private key)");
    }
}
