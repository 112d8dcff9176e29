package org.scepclient.pkcs10;

import java.net.IDN;
import java.util.Optional;

/** Checks of a dNSName (RFC 5280 §4.2.1.6), and its conversion from international characters. */
final class DnsName {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    /** IDNA 2008 keeps these characters and IDNA 2003 maps them to others, which makes a different name. */
    private static final String AMBIGUOUS = "\u00DF\u03C2\u200C\u200D";

    private DnsName() {}

    /** The ASCII form (RFC 3490); empty if there is none, or if the versions of IDNA differ. */
    static Optional<String> toAscii(String name) {
        if (StringForm.IA5.holds(name)) {
            return Optional.of(name);
        }
        if (name.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IDN.toASCII(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The rule that an ASCII name violates, if any. */
    static Optional<String> objection(String name) {
        if (name.length() > LONGEST) {
            return Optional.of("has " + name.length() + " characters, " + LONGEST + " are allowed");
        }
        if (name.chars().anyMatch(c -> c <= ' ' || c == 0x7f || ":/@".indexOf(c) >= 0)) {
            return Optional.of("has a blank, a colon, a slash or an @");
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty()) {
                return Optional.of("has an empty label");
            }
            if (label.length() > LONGEST_LABEL) {
                return Optional.of("has a label of more than " + LONGEST_LABEL + " characters");
            }
        }
        return Optional.empty();
    }
}
