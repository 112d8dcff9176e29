package org.scepclient.cli;

import java.nio.charset.Charset;

/** Characters for trees and bars, with ASCII substitutes for terminals of other character sets. */
final class BoxCharacters {
    private static final String UNICODE = "│├└─█░…";
    private static final String ASCII = "||`-#..";

    private BoxCharacters() {}

    /** The text in a form that {@code charset} can encode, as far as the characters of trees and bars are concerned. */
    static String encodable(String text, Charset charset) {
        if (charset.newEncoder().canEncode(UNICODE)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int index = UNICODE.indexOf(text.charAt(i));
            plain.append(index < 0 ? text.charAt(i) : ASCII.charAt(index));
        }
        return plain.toString();
    }
}
