package org.scepclient.pkcs10;

/** Unicode characters in strings of UTF-16 code units. */
final class Unicode {
    private Unicode() {}

    /** True for half of a surrogate pair without the other half next to it. */
    static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
