package org.scepclient.pkcs10;

import java.util.Optional;

/**
 * The string type and length of the values of an attribute type.
 *
 * @param shortest the smallest number of characters
 * @param longest the largest number of characters
 */
record StringRule(StringForm form, int shortest, int longest) {
    // RFC 5280 appendix A.1, ub-name: the limit of attributes without a more specific one
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

    /** The part of the rule that {@code value} violates, if any. */
    Optional<String> objection(String value) {
        int length = Unicode.length(value);
        if (length < shortest || length > longest) {
            String limits = shortest == longest ? "expected " + longest : "at most " + longest + " are allowed";
            return Optional.of("has " + length + (length == 1 ? " character, " : " characters, ") + limits);
        }
        if (!form.holds(value)) {
            return Optional.of("does not fit " + form.asn1Name() + ", which holds " + form.characters());
        }
        return Optional.empty();
    }
}
