/**
 * Certification requests (PKCS#10, RFC 2986): what is asked for, the request, and the self-signed certificate that
 * signs a first one.
 *
 * <p>{@link org.scepclient.pkcs10.SubjectName} and {@link org.scepclient.pkcs10.AlternativeName} read what people
 * type, in OpenSSL's syntax, and print it back. With key uses, a {@link
 * org.scepclient.pkcs10.CertificateTemplate} and a challenge password they make a {@link
 * org.scepclient.pkcs10.RequestTemplate}, of which {@link org.scepclient.pkcs10.RequestBuilder} makes a {@link
 * org.scepclient.pkcs10.CertificationRequest} with a key. {@link org.scepclient.pkcs10.SelfSignedCertificate} needs
 * that request and its key.
 */
@NullMarked
package org.scepclient.pkcs10;

import org.jspecify.annotations.NullMarked;
