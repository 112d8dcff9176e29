package org.scepclient.cms;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.value.Secret;

/** The recipient of an EnvelopedData (RFC 8894 §3). */
public sealed interface EnvelopeRecipient {

    /** A certificate whose RSA key encrypts: KeyTransRecipientInfo. */
    record Certificate(X509Certificate certificate) implements EnvelopeRecipient {}

    /** A recipient whose key cannot encrypt, for example EC: PasswordRecipientInfo with the challengePassword. */
    record Password(Secret password) implements EnvelopeRecipient {}

    /** The recipient that the certificate's key allows; empty for an EC key without a password. */
    static Optional<EnvelopeRecipient> of(X509Certificate certificate, Optional<Secret> password) {
        if (certificate.getPublicKey().getAlgorithm().equals("RSA")) {
            return Optional.of(new Certificate(certificate));
        }
        return password.map(Password::new);
    }
}
