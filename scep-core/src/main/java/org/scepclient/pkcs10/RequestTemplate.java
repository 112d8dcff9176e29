package org.scepclient.pkcs10;

import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.value.Secret;

/**
 * The content of a certification request except for the key.
 *
 * @param extensions the requested extensions, each at most once
 * @param challengePassword sent in the first enrollment and omitted in renewals (RFC 8894 §2.4)
 */
public record RequestTemplate(SubjectName subject, List<Extension> extensions, Optional<Secret> challengePassword) {

    public RequestTemplate {
        extensions = List.copyOf(extensions);
    }

    /** A request for a subject in the syntax of {@link SubjectName#parse(String)}. */
    public static RequestTemplate of(String subject) {
        return of(SubjectName.parse(subject));
    }

    public static RequestTemplate of(SubjectName subject) {
        return new RequestTemplate(subject, List.of(), Optional.empty());
    }

    /**
     * Adds a subject alternative name; {@code email:move} changes the subject too.
     *
     * @throws org.scepclient.error.InvalidInputException if the name includes e-mail addresses that the subject lacks
     */
    public RequestTemplate withAlternativeName(AlternativeName name) {
        Extension extension = name.extension(subject);
        return new RequestTemplate(name.subject(subject), extensions, challengePassword).with(extension);
    }

    /** Adds a critical keyUsage extension, unless {@code uses} is empty. */
    public RequestTemplate withKeyUsages(Collection<KeyUsage> uses) {
        // RFC 5280 §4.2.1.3: conforming CAs SHOULD mark it as critical
        return uses.isEmpty() ? this : with(extension(Extension.keyUsage, true, KeyUsage.keyUsage(uses)));
    }

    /** Adds an extendedKeyUsage extension, unless {@code uses} is empty. */
    public RequestTemplate withExtendedKeyUsages(Collection<ExtendedKeyUsage> uses) {
        return uses.isEmpty()
                ? this
                : with(extension(Extension.extendedKeyUsage, false, ExtendedKeyUsage.extendedKeyUsage(uses)));
    }

    public RequestTemplate withTemplate(CertificateTemplate template) {
        return with(template.extension());
    }

    /** Adds the extension by which Active Directory maps the certificate to an account. */
    public RequestTemplate withSecurityIdentifier(SecurityIdentifier sid) {
        return with(sid.extension());
    }

    public RequestTemplate withChallengePassword(Secret password) {
        return new RequestTemplate(subject, extensions, Optional.of(password));
    }

    public RequestTemplate withoutChallengePassword() {
        return new RequestTemplate(subject, extensions, Optional.empty());
    }

    /** Adds {@code extension}, or replaces the one of the same type. */
    public RequestTemplate with(Extension extension) {
        List<Extension> all = new ArrayList<>(extensions);
        all.removeIf(present -> present.getExtnId().equals(extension.getExtnId()));
        all.add(extension);
        return new RequestTemplate(subject, all, challengePassword);
    }

    /**
     * The request with this content, signed.
     *
     * @param key signs the request
     * @param publicKey the public key of {@code key}, to be certified
     * @throws CryptoException if the key cannot sign
     * @throws org.scepclient.error.InvalidInputException if the challenge password is empty or too long
     */
    public CertificationRequest sign(ProviderKey key, PublicKey publicKey, DigestAlgorithm digest)
            throws CryptoException {
        return new RequestBuilder(key, publicKey, digest).build(this);
    }

    private static Extension extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            return Extension.create(oid, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("an extension cannot be encoded", e);
        }
    }
}
