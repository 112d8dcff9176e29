package org.scepclient.testca.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate that the CA issued.
 *
 * @param revoked the time of revocation; empty if it is not revoked
 */
public record Issued(X509Certificate certificate, Optional<Instant> revoked) {}
