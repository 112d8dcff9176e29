package org.scepclient.cli.sscep;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;

/** The session of an operation with messages: its CA ({@code -c}, {@code -e}) and algorithms ({@code -E}, {@code -S}). */
final class PkiSession {
    private final Settings settings;
    private final VerboseReport report;
    private final CommandContext context;
    private final CaFiles ca;
    private final Optional<X509Certificate> recipient;
    private final Optional<ContentCipher> cipher;
    private final Optional<DigestAlgorithm> digest;

    /** Reads and checks the files and options before anything is sent. */
    PkiSession(Settings settings, VerboseReport report, CommandContext context) throws ScepException, CommandException {
        this.settings = settings;
        this.report = report;
        this.context = context;
        Optional<String> cipherName = settings.text(Option.CIPHER);
        this.cipher = cipherName.isEmpty()
                ? Optional.empty()
                : Optional.of(AlgorithmNames.cipher(settings, cipherName.get()));
        Optional<String> digestName = settings.text(Option.DIGEST);
        this.digest = digestName.isEmpty()
                ? Optional.empty()
                : Optional.of(AlgorithmNames.digest(settings, Option.DIGEST, digestName.get()));
        this.ca = CaFiles.read(settings.value(Option.CA_CERTIFICATE), rules(context));
        this.recipient = recipient();
    }

    /** The certificate of {@code -e}; beside numbered files, of which keyUsage chooses one, it is ignored as by the C tool. */
    private Optional<X509Certificate> recipient() throws ScepException {
        Optional<String> encryption = settings.text(Option.ENCRYPTION_CERTIFICATE);
        if (encryption.isEmpty()) {
            return ca.named();
        }
        if (ca.numbered()) {
            report.verbose(settings.place(Option.ENCRYPTION_CERTIFICATE) + ": ignored, because "
                    + settings.value(Option.CA_CERTIFICATE) + " (-c) stands for numbered files");
            return Optional.empty();
        }
        return Optional.of(PemFile.read(encryption.get()).certificate());
    }

    /**
     * Refuses a {@code -c} that is a device's certificate, before anything is sent.
     *
     * @param own keys of the requester
     * @param subject subject of the requester
     */
    PkiSession requireAuthority(List<PublicKey> own, X500Principal subject) throws TrustException {
        ca.requireAuthority(
                settings.value(Option.CA_CERTIFICATE) + " (" + settings.place(Option.CA_CERTIFICATE) + ")",
                own,
                subject);
        return this;
    }

    /** The name of the CA, which issued the certificates that are queried by serial number. */
    X500Principal issuerName() throws ScepException {
        return ca.trusted().issuerName();
    }

    /** Queries the capabilities, as every operation with messages does first. */
    EnrollmentSession connect() throws ScepException, CommandException {
        return connect(List.of());
    }

    /**
     * The session, with additional CAs whose certificates and CRLs are accepted.
     *
     * @param issuers CA certificates in addition to {@code -c}; nothing is encrypted to them
     */
    EnrollmentSession connect(List<X509Certificate> issuers) throws ScepException, CommandException {
        CaCertificates own = ca.trusted();
        X509Certificate target = recipient.isPresent() ? recipient.get() : own.encryptionRecipient(rules(context));
        ClientSettings client = ClientSettings.defaults()
                .withPolicy(policy())
                .withAlgorithms(cipher, digest)
                .withRecipient(target)
                .withClock(context.clock(), context.sleeper());
        Optional<String> identifier = GetCaCommand.identifier(settings);
        if (identifier.isPresent()) {
            client = client.withCaIdentifier(identifier.get());
        }
        CaCertificates trusted = issuers.isEmpty() ? own : own.and(CaCertificates.trusted(issuers));
        EnrollmentSession session = ScepClient.of(new ServerAccess(settings, report, context).server(), client)
                .connect(trusted);
        session.capabilities().reason().ifPresent(reason -> report.verbose("no capabilities: " + reason));
        Algorithms used = session.operation().profile().algorithms();
        report.debug("algorithms: " + used.cipher() + ", " + used.digest());
        return session.tracedBy(new MessageTrace(report));
    }

    /** The algorithms to use unless options choose others: never DES or MD5. */
    static Algorithms chosen(CaCapabilities capabilities) throws CryptoException {
        return capabilities.algorithms(policy());
    }

    static PathRules rules(CommandContext context) {
        return PathRules.of(policy(), context.clock().instant());
    }

    private static AlgorithmPolicy policy() {
        return AlgorithmPolicy.compatible();
    }
}
