/**
 * The certificates and keys of the test CA: hierarchy, issuing, revocation.
 *
 * <p>API: {@link GeneratedKeyPairs}, {@link KeyKind}, {@link RaSetup}.
 *
 * <p>Internal: {@link CertificateAuthority}, {@link CertificateContent}, {@link CertificateWriter},
 * {@link Hierarchy}, {@link HierarchyBuilder}, {@link HierarchyPlan}, {@link Identity}, {@link Issued},
 * {@link IssuingRules}, {@link KeyName}, {@link KeyRole}, {@link RevocationList}, {@link SerialNumbers},
 * {@link StandardExtensions}.
 */
@NullMarked
package org.scepclient.testca.authority;

import org.jspecify.annotations.NullMarked;
