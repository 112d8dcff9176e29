package org.scepclient.testca.authority;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Generates serial numbers: positive, with 16 random octets, so that none repeats (RFC 5280 §4.1.2.2). */
public record SerialNumbers(SecureRandom random) {
    private static final int BITS = 127;

    public BigInteger next() {
        return new BigInteger(BITS, random).setBit(BITS - 1);
    }
}
