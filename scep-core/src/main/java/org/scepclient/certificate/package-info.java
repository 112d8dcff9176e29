/**
 * Certificates as text for people and programs.
 *
 * <p>Internal: {@link CaRoles}, {@link CertificateText}, {@link RequestDeviations}, {@link ValidityBar}.
 */
@NullMarked
package org.scepclient.certificate;

import org.jspecify.annotations.NullMarked;
