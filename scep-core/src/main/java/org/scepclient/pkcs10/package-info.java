/**
 * Certification requests (PKCS#10, RFC 2986): their content, the request, and the self-signed certificate that signs a
 * first one.
 *
 * <p>{@link SubjectName} and {@link AlternativeName} read names in OpenSSL's syntax, and print them in the same. With
 * key uses, a {@link CertificateTemplate} and a challenge password they make a {@link RequestTemplate}, which a key
 * signs as a {@link CertificationRequest}. {@link SelfSignedCertificate} needs that request and its key.
 *
 * <p>API: {@link AlternativeName}, {@link CertificateTemplate}, {@link CertificationRequest},
 * {@link ExtendedKeyUsage}, {@link KeyUsage}, {@link RequestTemplate}, {@link SecurityIdentifier}, {@link SubjectName}.
 *
 * <p>Internal: {@link SelfSignedCertificate}, {@link Validity}.
 */
@NullMarked
package org.scepclient.pkcs10;

import org.jspecify.annotations.NullMarked;
