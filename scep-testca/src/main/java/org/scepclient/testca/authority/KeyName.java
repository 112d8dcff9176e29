package org.scepclient.testca.authority;

/**
 * Names one key pair of a test CA.
 *
 * @param generation 0 for the first CA, incremented at each roll-over
 */
public record KeyName(KeyRole role, int generation, KeyKind kind) {}
