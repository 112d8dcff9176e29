package org.scepclient.trust;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Printable;

/**
 * A pasted fingerprint: with the words that tools print before it ({@code SHA256 Fingerprint=}), with separators, and with
 * the invisible characters that dialogs and web pages add.
 */
final class FingerprintText {
    private static final int LONGEST = 100;
    private static final int LONGEST_SERIAL = 38;
    private static final int MD5_DIGITS = 32;
    /** Direction marks, zero-width characters, byte order marks and soft hyphens. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern LABEL = Pattern.compile("(?i)(?:x\\.?509 |certificate |cert )?"
            + "(?:(?<name>(?:sha|md)[- ]?(?:2-)?[0-9]{1,3})(?: ?(?:finger|thumb)print| ?\\([^)]*\\))?"
            + "|(?:finger|thumb)print(?: ?\\(?(?<after>(?:sha|md)[- ]?[0-9]{1,3})\\)?)?)(?: ?[=:] ?| )");
    private static final Pattern SEPARATORS = Pattern.compile("[: -]");
    private static final Pattern BASE64 =
            Pattern.compile("(?:[A-Za-z0-9+/]{27}=?|[A-Za-z0-9+/]{43}=?|[A-Za-z0-9+/]{86}={0,2})");

    private final String place;
    private final String shown;
    private final Optional<String> named;
    private final String rest;

    private FingerprintText(String place, String text) {
        this.place = place;
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String line = BLANK.matcher(visible).replaceAll(" ").strip();
        this.shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        Matcher label = LABEL.matcher(line);
        boolean labeled = label.lookingAt();
        this.named = labeled
                ? Optional.ofNullable(label.group("name") == null ? label.group("after") : label.group("name"))
                : Optional.empty();
        this.rest = labeled ? line.substring(label.end()) : line;
    }

    /** Parses {@code text}; the error names the first reason why it is not a fingerprint. */
    static Fingerprint parse(String place, String text) {
        return new FingerprintText(place, text).fingerprint();
    }

    private Fingerprint fingerprint() {
        String digits = SEPARATORS.matcher(rest).replaceAll("").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]+")) {
            throw refused(unexpectedText());
        }
        DigestAlgorithm digest = switch (digits.length()) {
            case 40 -> DigestAlgorithm.SHA1;
            case 56 -> DigestAlgorithm.SHA224;
            case 64 -> DigestAlgorithm.SHA256;
            case 96 -> DigestAlgorithm.SHA384;
            case 128 -> DigestAlgorithm.SHA512;
            default -> throw refused(unexpectedLength(digits.length()));
        };
        if (named.isPresent() && !bits(named.get()).equals(bits(digest.jcaName()))) {
            throw refused("it is labeled " + named.get() + " but has the " + digits.length() + " digits of "
                    + digest.jcaName());
        }
        return Fingerprint.ofDigits(digest, digits);
    }

    /** The identifying part of a digest's name in any spelling: {@code 1} or {@code 256}. */
    private static String bits(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^(sha|md)[- ]?(2-)?", "");
    }

    private static String unexpectedLength(int digits) {
        if (digits % 2 != 0) {
            return "it has an odd number of digits (" + digits + "); one is missing or superfluous";
        }
        if (digits == MD5_DIGITS) {
            return "its 32 digits are those of MD5, which can be forged";
        }
        return digits <= LONGEST_SERIAL
                ? "it has " + digits + " digits and may be the certificate's serial number"
                : "it has " + digits + " digits";
    }

    private String unexpectedText() {
        if (rest.isEmpty()) {
            return "it has no digits";
        }
        if (rest.contains("-----BEGIN")) {
            return "it is a whole certificate or key";
        }
        if (BASE64.matcher(rest).matches()) {
            return "it is Base64, as printed by ssh";
        }
        int odd = SEPARATORS
                .matcher(rest)
                .replaceAll("0")
                .codePoints()
                .filter(c -> c > 'f' || Character.digit(c, 16) < 0)
                .findFirst()
                .orElse('0');
        String character = odd > ' ' && odd < 0x7f ? "'" + Character.toString(odd) + "'" : "U+%04X".formatted(odd);
        return character + " is not a hexadecimal digit";
    }

    private InvalidInputException refused(String reason) {
        return new InvalidInputException(
                place,
                "'" + Printable.oneLine(shown) + "' is not a certificate fingerprint: " + reason,
                "write the SHA-256 digest of the CA certificate as 64 hexadecimal digits, with or without colons");
    }
}
