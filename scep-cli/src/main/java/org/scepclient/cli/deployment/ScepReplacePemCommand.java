package org.scepclient.cli.deployment;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.deployment.PemKind;
import org.scepclient.agent.deployment.PemReplacement;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.ErrorReport;
import org.scepclient.cli.Program;
import org.scepclient.cli.Suggestion;
import org.scepclient.cli.Version;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileOperations;
import org.scepclient.file.FileProblem;

/** Puts the enrolled key and certificate into a configuration file. It starts fast, because scripts call it several times. */
public final class ScepReplacePemCommand extends Program {
    private static final List<String> TYPES = List.of("pkey", "cert", "ca");
    private static final String DATA = "/var/data/scepClient";

    ScepReplacePemCommand(CommandContext context) {
        super(context);
    }

    /** Runs the command of this process and ends the process. */
    public static void main(String[] args) {
        new ScepReplacePemCommand(CommandContext.ofProcess("scep_replace_pem")).runProcess(args);
    }

    // The top loop: it turns every exception, a defect too, into a line and an exit code.
    @Override
    public int run(String... args) {
        String name = console().name();
        if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
            console().print(usage(name));
            return 0;
        }
        if (args.length == 1 && args[0].equals("--version")) {
            console().print(name + " " + Version.text());
            return 0;
        }
        try {
            replace(args);
            return 0;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return report().fail(ErrorReport.of(e));
        }
    }

    private static String usage(String name) {
        return "usage: " + name + " FILE PARAMETER pkey|cert|ca [PARAMETER pkey|cert|ca ...]";
    }

    private void replace(String... args) throws ScepException, CommandException {
        if (args.length < 3 || args.length % 2 == 0) {
            throw CommandException.usage("expected a file, and a type for each parameter; "
                    + usage(console().name()));
        }
        Map<String, PemKind> parameters = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!args[i].matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw CommandException.usage(
                        "invalid parameter name '" + args[i] + "'; expected a name such as IPSEC_LOCAL_CERT");
            }
            String type = args[i + 1];
            PemKind kind = PemKind.of(type)
                    .orElseThrow(() -> CommandException.usage(
                            "unknown type '" + type + "'; " + Suggestion.of(type, TYPES, "use pkey, cert or ca")));
            if (parameters.put(args[i], kind) != null) {
                throw CommandException.usage("parameter " + args[i] + " is given twice");
            }
        }
        String data = context().environment().get("SCEPCLIENT_DATA");
        Path directory = file(data == null || data.isEmpty() ? DATA : data);
        new PemReplacement(CertificateStore.in(directory, FileOperations.ofDisk()))
                .replace(file(args[0]), parameters)
                .ifPresent(console()::error);
    }

    private static Path file(String name) throws CommandException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw CommandException.usage("'" + name + "': " + FileProblem.of(e));
        }
    }
}
