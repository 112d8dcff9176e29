package org.scepclient.cli.sscep;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.Fingerprint;

/** {@code getca}: fetches the certificates of the CA and its registration authorities. */
final class GetCaCommand implements Command {
    private final Invocation invocation;
    private final Settings settings;

    GetCaCommand(Invocation invocation) {
        this.invocation = invocation;
        this.settings = invocation.settings();
    }

    @Override
    public int run() throws ScepException, CommandException {
        String file = settings.value(Option.CA_CERTIFICATE);
        Optional<Fingerprint> expected = fingerprint(Option.CA_FINGERPRINT);
        Optional<String> pinned = settings.text(Option.RA_FINGERPRINT);
        List<Fingerprint> authorities = pinned.isEmpty()
                ? List.of()
                : Fingerprint.parseAll(settings.place(Option.RA_FINGERPRINT), pinned.get());
        if (!authorities.isEmpty() && expected.isEmpty()) {
            throw CommandException.usage("--ra-fingerprint needs --ca-fingerprint");
        }
        Optional<DigestAlgorithm> named = fingerprintDigest(settings);
        ScepServer server = new ServerAccess(invocation).server();
        OutputFile.named(file, FileAccess.PUBLIC).checkWritable();

        DigestAlgorithm digest = named.isPresent() ? named.get() : defaultDigest(invocation, server);
        CaResponse answer = server.caCertificates(identifier(settings));
        answer.notices().forEach(invocation.report()::warning);
        CaCertificatesPem certificates = expected.isEmpty()
                ? new CaCertificatesPem(answer.certificates(), Set.of(), Set.of())
                : pinned(answer, expected.get(), authorities);
        invocation.report().verbose("valid response from server");
        CertificateFiles files = new CertificateFiles(invocation.report(), file, digest);
        if (answer.bundle()) {
            files.writeNumbered(certificates);
        } else {
            files.writeSingle(certificates);
        }
        return SUCCESS;
    }

    /** What leads down from the expected certificate, which is the trust anchor from here on. */
    private CaCertificatesPem pinned(CaResponse answer, Fingerprint expected, List<Fingerprint> authorities)
            throws ScepException {
        CaSelection selection = CaCertificates.pinned(answer.certificates(), expected, PkiSession.rules(invocation));
        if (!authorities.isEmpty()) {
            selection = selection.withAuthorities(authorities);
        }
        selection.notices().forEach(invocation.report()::warning);
        return CaCertificatesPem.of(selection.ca());
    }

    private Optional<Fingerprint> fingerprint(Option option) {
        Optional<String> text = settings.text(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(Fingerprint.parse(settings.place(option), text.get()));
    }

    /** {@code -i}; the empty string leaves the parameter out, as its absence does. */
    static Optional<String> identifier(Settings settings) {
        Optional<String> text = settings.text(Option.CA_IDENTIFIER);
        return text.isPresent() && text.get().isEmpty() ? Optional.empty() : text;
    }

    static Optional<DigestAlgorithm> fingerprintDigest(Settings settings) throws CommandException {
        Optional<String> name = settings.text(Option.FINGERPRINT_DIGEST);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(AlgorithmNames.digest(settings, Option.FINGERPRINT_DIGEST, name.get()));
    }

    /** What the server offers decides; it is asked only when a fingerprint will be shown. */
    static DigestAlgorithm defaultDigest(Invocation invocation, ScepServer server) throws ScepException {
        if (!invocation.report().isVerbose()) {
            return DigestAlgorithm.SHA256;
        }
        return PkiSession.chosen(server.capabilities(identifier(invocation.settings())))
                .digest();
    }
}
