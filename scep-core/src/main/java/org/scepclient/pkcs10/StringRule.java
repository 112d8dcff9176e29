package org.scepclient.pkcs10;

import java.util.Optional;

/**
 * How the value of an attribute type is written.
 *
 * @param shortest the least number of characters
 * @param longest the greatest number of characters
 */
record StringRule(StringForm form, int shortest, int longest) {
    // RFC 5280 appendix A.1, ub-name: the limit of attributes that have none of their own
    private static final int UB_NAME = 32768;

    static StringRule any(StringForm form) {
        return new StringRule(form, 1, UB_NAME);
    }

    static StringRule upTo(int longest, StringForm form) {
        return new StringRule(form, 1, longest);
    }

    static StringRule exactly(int length, StringForm form) {
        return new StringRule(form, length, length);
    }

    /** What is wrong with {@code value}, if anything. */
    Optional<String> objection(String value) {
        int length = Unicode.length(value);
        if (length < shortest || length > longest) {
            String limits = shortest == longest ? "exactly " + longest : "at most " + longest;
            return Optional.of("has " + length + " characters, " + limits + " are allowed");
        }
        if (!form.holds(value)) {
            return Optional.of("does not fit a " + form.asn1Name() + ", which holds " + form.characters());
        }
        return Optional.empty();
    }
}
