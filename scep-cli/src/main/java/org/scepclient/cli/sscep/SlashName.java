package org.scepclient.cli.sscep;

import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** A distinguished name in OpenSSL's oneline format: {@code /C=FI/O=Example/CN=ca}. */
final class SlashName {
    /** Attribute names in addition to those of RFC 2253, as in OpenSSL. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.2.840.113549.1.9.1", "emailAddress"),
            Map.entry("1.2.840.113549.1.9.2", "unstructuredName"),
            Map.entry("1.2.840.113549.1.9.8", "unstructuredAddress"),
            Map.entry("2.5.4.4", "SN"),
            Map.entry("2.5.4.5", "serialNumber"),
            Map.entry("2.5.4.12", "title"),
            Map.entry("2.5.4.13", "description"),
            Map.entry("2.5.4.17", "postalCode"),
            Map.entry("2.5.4.41", "name"),
            Map.entry("2.5.4.42", "GN"),
            Map.entry("2.5.4.43", "initials"),
            Map.entry("2.5.4.46", "dnQualifier"),
            Map.entry("2.5.4.65", "pseudonym"),
            Map.entry("2.5.4.97", "organizationIdentifier"));

    private SlashName() {}

    static String of(X500Principal name) {
        String text = name.getName(X500Principal.RFC2253, NAMES);
        StringBuilder slashes = new StringBuilder(text.length() + 1);
        int end = text.length();
        // In RFC 2253, the parts are in reverse order, separated by commas.
        for (int i = text.length() - 1; i >= -1; i--) {
            if (i < 0 || isSeparator(text, i)) {
                part(text.substring(i + 1, end), slashes);
                end = i;
            }
        }
        return slashes.toString();
    }

    private static boolean isSeparator(String text, int at) {
        if (text.charAt(at) != ',') {
            return false;
        }
        int backslashes = 0;
        while (at - 1 - backslashes >= 0 && text.charAt(at - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 0;
    }

    private static void part(String escaped, StringBuilder slashes) {
        if (escaped.isEmpty()) {
            return;
        }
        slashes.append('/');
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                i++;
                c = escaped.charAt(i);
            }
            slashes.append(c);
        }
    }
}
