package org.scepclient.message;

import java.security.cert.X509Certificate;
import org.scepclient.trust.CaCertificates;

/**
 * The certificates that will take over (RFC 8894 §4.7).
 *
 * @param ca the next CA with its registration authorities
 * @param signer the certificate of the current CA whose key signed them
 */
public record NextCa(CaCertificates ca, X509Certificate signer) {}
