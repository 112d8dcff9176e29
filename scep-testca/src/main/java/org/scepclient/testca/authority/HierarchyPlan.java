package org.scepclient.testca.authority;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * The settings of a hierarchy.
 *
 * @param ra the registration authorities
 * @param intermediate whether a root issues the certificate of the issuing CA
 * @param kind of the keys of the issuing CA and of the root
 * @param keys where the keys come from
 * @param random source of the serial numbers
 * @param now the current time; the certificates are valid from a day earlier
 */
public record HierarchyPlan(
        RaSetup ra, boolean intermediate, KeyKind kind, GeneratedKeyPairs keys, SecureRandom random, Instant now) {}
