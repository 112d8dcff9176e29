package org.scepclient.testca.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate that the CA issued.
 *
 * @param revoked when it was revoked; empty while it is good
 */
public record Issued(X509Certificate certificate, Optional<Instant> revoked) {}
