/**
 * Certification requests (PKCS#10, RFC 2986), and the self-signed certificate that signs a first one.
 *
 * <p>{@link org.scepclient.pkcs10.SubjectName} and {@link org.scepclient.pkcs10.AlternativeName} parse and print
 * OpenSSL's syntax. A {@link org.scepclient.pkcs10.RequestTemplate} consists of them, key usages, a {@link
 * org.scepclient.pkcs10.CertificateTemplate} and a challenge password. {@link org.scepclient.pkcs10.RequestBuilder} turns
 * it into a {@link org.scepclient.pkcs10.CertificationRequest} signed with a key, and {@link
 * org.scepclient.pkcs10.SelfSignedCertificate} issues a certificate for that request.
 */
@NullMarked
package org.scepclient.pkcs10;

import org.jspecify.annotations.NullMarked;
