package org.scepclient.cli.scepclient;

import java.nio.charset.Charset;

/** Lines and bars for terminals that have the characters, and for those that have not. */
final class BoxCharacters {
    private static final String FINE = "│├└─█░…";
    private static final String PLAIN = "||`-#..";

    private BoxCharacters() {}

    /** The text as it is, or drawn with ASCII where the output could only show question marks. */
    static String fitting(String text, Charset charset) {
        if (charset.newEncoder().canEncode(FINE)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int index = FINE.indexOf(text.charAt(i));
            plain.append(index < 0 ? text.charAt(i) : PLAIN.charAt(index));
        }
        return plain.toString();
    }
}
