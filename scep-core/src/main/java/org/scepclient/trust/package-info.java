/**
 * Trust in certificates: fingerprints, roles (issue, sign replies, encrypt to), and paths to an anchor.
 *
 * <p>API: {@link CaCertificates}, {@link CaCertificatesPem}, {@link Fingerprint}, {@link IssuedCertificate},
 * {@link PathRules}.
 *
 * <p>Internal: {@link CaSelection}.
 */
@NullMarked
package org.scepclient.trust;

import org.jspecify.annotations.NullMarked;
