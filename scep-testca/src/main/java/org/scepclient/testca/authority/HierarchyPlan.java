package org.scepclient.testca.authority;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * What a hierarchy is made of.
 *
 * @param ra the registration authorities
 * @param intermediate a root above the issuing CA
 * @param kind of the issuing CA's key, and of the root's
 * @param keys where the keys come from
 * @param random makes serial numbers
 * @param now when the certificates begin, a day earlier to be exact
 */
public record HierarchyPlan(
        RaSetup ra, boolean intermediate, KeyKind kind, KeyPairSource keys, SecureRandom random, Instant now) {}
