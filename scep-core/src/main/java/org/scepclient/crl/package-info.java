/**
 * CRLs (RFC 5280 §5, §6.3.3): read as a stream of any length, verified, and compared with one certificate.
 *
 * <p>API: {@link CrlSource}, {@link CrlSubject}, {@link CrlVerifier}, {@link VerifiedCrl}.
 */
@NullMarked
package org.scepclient.crl;

import org.jspecify.annotations.NullMarked;
