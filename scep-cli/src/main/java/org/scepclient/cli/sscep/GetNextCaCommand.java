package org.scepclient.cli.sscep;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.message.NextCaMessage;
import org.scepclient.operation.ScepServer;
import org.scepclient.pem.PemWriter;

/** {@code getnextca}: fetches the next certificates of the CA, verified with the current ones. */
final class GetNextCaCommand implements Command {
    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        String file = settings.value(Option.CA_CERTIFICATE);
        Optional<String> signerFile = settings.text(Option.OUTPUT);
        Optional<DigestAlgorithm> named = GetCaCommand.fingerprintDigest(settings);
        CaFiles current = CaFiles.read(settings.value(Option.TRUST_CHAIN), PkiSession.rules(context));
        current.requireCa(settings.value(Option.TRUST_CHAIN) + " (" + settings.place(Option.TRUST_CHAIN) + ")");
        CertificateFiles.check(file);
        if (signerFile.isPresent()) {
            output(signerFile.get()).checkWritable();
        }
        ScepServer server = new ServerAccess(settings, report, context).server();
        DigestAlgorithm digest = named.isPresent() ? named.get() : GetCaCommand.defaultDigest(settings, report, server);
        NextCaMessage next = server.nextCaCertificates(
                GetCaCommand.identifier(settings),
                current.trusted(),
                AlgorithmPolicy.compatible(),
                context.clock().instant());
        report.verbose("valid response from server");
        new CertificateFiles(report, file, digest).writeVerified(next.ca());
        if (signerFile.isPresent()) {
            output(signerFile.get()).write(PemWriter.certificate(next.signer()).getBytes(StandardCharsets.US_ASCII));
            report.verbose("signer certificate written as " + signerFile.get());
            report.facts().put("signerFile", signerFile.get());
        }
        return SUCCESS;
    }

    private static OutputFile output(String name) throws ScepException {
        return OutputFile.named(name, FileAccess.PUBLIC);
    }
}
