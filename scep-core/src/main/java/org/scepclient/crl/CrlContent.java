package org.scepclient.crl;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * The decoded parts of a CRL.
 *
 * @param nextUpdate the time by which the next CRL will be issued, if given
 * @param signer the certificate with whose key the signature verifies; empty if none of the permitted signers signed
 */
record CrlContent(
        X500Principal issuer,
        Instant thisUpdate,
        Optional<Instant> nextUpdate,
        CrlEntries entries,
        CrlExtensions extensions,
        Optional<X509Certificate> signer) {}
