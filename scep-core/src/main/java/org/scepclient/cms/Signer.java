package org.scepclient.cms;

import java.security.cert.X509Certificate;

/** A private key with the certificate that names it in a SignedData. */
public record Signer(ProviderKey key, X509Certificate certificate) {}
