package org.scepclient.cli.sscep;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;

/** The requester and the output file of {@code getcert} and {@code getcrl}. */
final class QueryInputs {
    private final Settings settings;
    private final VerboseReport report;
    private final X509Certificate local;
    private final Requester requester;
    private final OutputFile output;

    /** Reads the key and the certificate of the requester. */
    QueryInputs(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        this.settings = settings;
        this.report = report;
        String certificate = settings.value(Option.LOCAL_CERTIFICATE);
        this.local = PemFile.read(certificate).certificate();
        ProviderKey key = new PrivateKeys(settings, context).matching(settings.value(Option.KEY), local, certificate);
        this.requester = Requester.of(new Signer(key, local));
        this.output = OutputFile.named(settings.value(Option.OUTPUT), FileAccess.PUBLIC);
        output.checkWritable();
    }

    X509Certificate local() {
        return local;
    }

    Requester requester() {
        return requester;
    }

    Optional<X509Certificate> other() throws ScepException {
        Optional<String> name = settings.text(Option.SIGNER_CERTIFICATE);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(PemFile.read(name.get()).certificate());
    }

    /** Writes the message to the file of {@code -m}; false without {@code -m}. */
    boolean writeMessage(PkiOperation operation, RequestBody body) throws ScepException {
        Optional<String> file = settings.text(Option.MESSAGE_FILE);
        if (file.isEmpty()) {
            return false;
        }
        new MessageFile(report, file.get())
                .write(operation.encode(operation.message(body, operation.freshTransaction()), requester));
        return true;
    }

    void write(String pem) throws ScepException {
        report.debugText(pem);
        output.write(pem.getBytes(StandardCharsets.US_ASCII));
        report.facts().put("file", output.path().toString());
    }
}
