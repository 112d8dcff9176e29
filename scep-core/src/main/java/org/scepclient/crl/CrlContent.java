package org.scepclient.crl;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What was read of a CRL.
 *
 * @param nextUpdate when the next one is to be there, if it says so
 * @param signer the certificate with whose key the signature verifies; empty: none of those that may sign
 */
record CrlContent(
        X500Principal issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        CrlEntries entries,
        CrlExtensions extensions,
        Optional<X509Certificate> signer) {}
