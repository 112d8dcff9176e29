package org.scepclient.cli.sscep;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.EnrollmentOrder.MessageChoice;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/** The files of {@code enroll}, read and checked before anything is sent. */
final class EnrollInputs {
    private static final Option[] OUTPUTS = {
        Option.LOCAL_CERTIFICATE, Option.SELF_SIGNED, Option.CHAIN_FILE, Option.MESSAGE_FILE
    };

    private final Settings settings;
    private final CertificationRequest request;
    private final @Nullable LoadedKey key;
    private final Optional<Signer> existing;

    EnrollInputs(Settings settings, CommandContext context) throws ScepException, CommandException {
        this.settings = settings;
        if (settings.has(Option.SIGNER_KEY) != settings.has(Option.SIGNER_CERTIFICATE)) {
            Option given = settings.has(Option.SIGNER_KEY) ? Option.SIGNER_KEY : Option.SIGNER_CERTIFICATE;
            Option missing = given == Option.SIGNER_KEY ? Option.SIGNER_CERTIFICATE : Option.SIGNER_KEY;
            throw new CommandException(
                    ErrorCode.STORAGE,
                    "-O also requires -K (and vice-versa); " + given.flag() + " is given, " + missing.flag()
                            + " is missing");
        }
        PrivateKeys keys = new PrivateKeys(settings, context);
        this.request = PemFile.read(settings.value(Option.REQUEST)).request();
        if (settings.has(Option.SIGNER_KEY)) {
            String file = settings.value(Option.SIGNER_CERTIFICATE);
            X509Certificate certificate = PemFile.read(file).certificate();
            this.existing = Optional.of(
                    new Signer(keys.matching(settings.value(Option.SIGNER_KEY), certificate, file), certificate));
            // A registration authority enrolls a device without having its key.
            this.key = null;
        } else {
            this.existing = Optional.empty();
            this.key = keys.load(settings.value(Option.KEY));
        }
        for (Option output : OUTPUTS) {
            Optional<String> name = settings.text(output);
            if (name.isPresent()) {
                OutputFile.named(name.get(), FileAccess.PUBLIC).checkWritable();
            }
        }
    }

    CertificationRequest request() {
        return request;
    }

    /** The keys of the device and of the certificate that signs for it. */
    List<PublicKey> publicKeys() {
        return existing.isPresent()
                ? List.of(request.publicKey(), existing.get().certificate().getPublicKey())
                : List.of(request.publicKey());
    }

    /** The key and certificate of {@code -K} and {@code -O}. */
    Optional<Signer> existing() {
        return existing;
    }

    /** The request's key, if there is no existing certificate. */
    ProviderKey key() {
        if (key == null) {
            throw new IllegalStateException("the request's key is not read if another one signs");
        }
        return key.key();
    }

    /** The error if the request's key is not {@code -k}, in place of one that names no file. */
    CryptoException namingFiles(CryptoException problem) {
        boolean fits = key == null || key.publicKey().equals(request.publicKey());
        return fits || problem.code() != ErrorCode.SELF_SIGNED
                ? problem
                : new CryptoException(
                        ErrorCode.SELF_SIGNED,
                        settings.value(Option.KEY) + " (" + settings.place(Option.KEY)
                                + ") is not the key of the request in " + settings.value(Option.REQUEST) + " ("
                                + settings.place(Option.REQUEST) + "); give the key that the request was made with");
    }

    /** The transaction, which depends on the key only, so that {@code -R} resumes it. */
    TransactionId transactionId() throws CommandException {
        DigestAlgorithm digest = settings.flag(Option.MD5_TRANSACTION) ? DigestAlgorithm.MD5 : DigestAlgorithm.SHA256;
        return TransactionId.of(request.publicKey(), digest);
    }

    /**
     * The message type. A signer's certificate that was issued by a CA and has the request's subject is renewed; with any
     * other, a registration authority enrolls a device.
     */
    MessageChoice choice() throws CommandException {
        Optional<String> type = settings.text(Option.REQUEST_TYPE);
        if (type.isPresent()) {
            return switch (type.get()) {
                case "renewal" -> MessageChoice.RENEWAL_REQ;
                case "pkcsreq" -> MessageChoice.PKCS_REQ;
                default ->
                    throw CommandException.usage(settings.place(Option.REQUEST_TYPE)
                            + ": expected renewal or pkcsreq, found \"" + type.get() + "\"");
            };
        }
        return existing.isPresent() && isRenewalOf(existing.get().certificate())
                ? MessageChoice.AUTOMATIC
                : MessageChoice.PKCS_REQ;
    }

    private boolean isRenewalOf(X509Certificate certificate) {
        boolean selfSigned = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        return !selfSigned && certificate.getSubjectX500Principal().equals(request.subject());
    }
}
