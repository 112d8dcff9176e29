package org.scepclient.cms;

import java.security.cert.X509Certificate;

/** A private key with the certificate that identifies it in a SignedData. */
public record Signer(ProviderKey key, X509Certificate certificate) {}
