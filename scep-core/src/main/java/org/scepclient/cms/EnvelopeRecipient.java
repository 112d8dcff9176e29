package org.scepclient.cms;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.value.Secret;

/** Whom an EnvelopedData is for (RFC 8894 §3). */
public sealed interface EnvelopeRecipient {

    /** A certificate whose RSA key encrypts: KeyTransRecipientInfo. */
    record Certificate(X509Certificate certificate) implements EnvelopeRecipient {}

    /** A recipient whose key cannot encrypt, for example EC: PasswordRecipientInfo with the challengePassword. */
    record Password(Secret password) implements EnvelopeRecipient {}

    /** What this certificate's key allows; without a password an EC certificate has no way to be encrypted to. */
    static Optional<EnvelopeRecipient> of(X509Certificate certificate, Optional<Secret> password) {
        if (certificate.getPublicKey().getAlgorithm().equals("RSA")) {
            return Optional.of(new Certificate(certificate));
        }
        return password.map(Password::new);
    }
}
