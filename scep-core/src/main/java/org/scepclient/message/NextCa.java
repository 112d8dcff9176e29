package org.scepclient.message;

import java.security.cert.X509Certificate;
import org.scepclient.trust.CaCertificates;

/**
 * The CA that follows the current one (RFC 8894 §4.7).
 *
 * @param ca the next CA with its registration authorities
 * @param signer the certificate of the current CA whose key signed the message
 */
public record NextCa(CaCertificates ca, X509Certificate signer) {}
