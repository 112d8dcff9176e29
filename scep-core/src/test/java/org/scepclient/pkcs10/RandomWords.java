package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random subjects and alternative names: valid ones, and texts composed of the same parts. */
record RandomWords(RandomGenerator random) {
    private static final List<String> TYPES = List.of("CN", "O", "OU", "title", "1.2.3.4", "SN", "2.5.4.17", "street");
    private static final List<String> ESCAPES =
            List.of("\\/", "\\+", "\\\\", "\\,", "\\=", "\\S", "\\ ", "SN", "=", ":", ";", " ", "\"", "#", "$");
    private static final List<String> OTHERS = List.of("ž", "é", "漢", "🚀", "\\🚀", "\t", "\u00a0", "S", "N");
    private static final List<String> ITEMS = List.of(
            "email:copy",
            "email:move",
            "DNS:SN.example.com",
            "DNS:\\SN",
            "DNS.1:bücher.example",
            "IP:1.2.3.4",
            "IP:::1",
            "RID:serverAuth",
            "URI:http://x/#$;a\\,b",
            "email:a\\,SN@b");
    private static final List<String> NAME_PARTS =
            List.of("/", "+", "=", "CN", "C", "DC", "serialNumber", "1.2.3", "cn", "CZ");
    private static final List<String> ALTERNATIVE_NAME_PARTS = List.of(
            ",",
            ":",
            ";",
            "DNS:",
            "email:",
            "copy",
            "IP:",
            "1.2",
            "::",
            "RID:",
            "URI:",
            "dirName:/CN=",
            "otherName:",
            "1.2.3;",
            "UTF8:",
            "INT:",
            "OCT:",
            "FORMAT:HEX\\,",
            "BMP:",
            "OID:",
            "critical",
            "UTCTIME:",
            "xn--");

    String subject() {
        StringBuilder text = new StringBuilder();
        int rdns = random.nextInt(1, 6);
        for (int i = 0; i < rdns; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            int count = random.nextInt(1, 4);
            for (int j = 0; j < count; j++) {
                pairs.put(oneOf(TYPES), value());
            }
            List<String> rdn = new ArrayList<>();
            pairs.forEach((type, value) -> rdn.add(type + "=" + value));
            text.append('/').append(String.join("+", rdn));
        }
        return text.toString();
    }

    String alternativeName() {
        List<String> items = new ArrayList<>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            items.add(item());
        }
        return oneOf(List.of("", "critical,", "critical , ")) + String.join(", ", items);
    }

    private String item() {
        return switch (random.nextInt(4)) {
            case 0 -> "dirName:" + subjectWithoutBlankEnd();
            case 1 -> "otherName:1.2.3;UTF8:" + value();
            default -> oneOf(ITEMS);
        };
    }

    /** A subject whose last value is not blank: the grammar strips blanks from the end of an item. */
    private String subjectWithoutBlankEnd() {
        String subject = subject();
        while (subject.matches(".*=[ \t]+")) {
            subject = subject();
        }
        return subject;
    }

    /** A value in which any character may be escaped and each delimiter is. */
    private String value() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 13);
        for (int i = 0; i < length; i++) {
            text.append(
                    switch (random.nextInt(3)) {
                        case 0 -> oneOf(ESCAPES);
                        case 1 -> oneOf(OTHERS);
                        default -> Character.toString("aBcxYz".charAt(random.nextInt(6)));
                    });
        }
        return text.toString();
    }

    String nearlyAName() {
        return nearly(NAME_PARTS);
    }

    String nearlyAnAlternativeName() {
        return nearly(ALTERNATIVE_NAME_PARTS);
    }

    private String nearly(List<String> parts) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(13);
        for (int i = 0; i < count; i++) {
            text.append(
                    switch (random.nextInt(3)) {
                        case 0 -> anything();
                        case 1 -> oneOf(List.of("\\", "SN", " "));
                        default -> oneOf(parts);
                    });
        }
        return text.toString();
    }

    /** Up to three UTF-16 code units, including control characters and lone surrogates. */
    private String anything() {
        char[] units = new char[random.nextInt(4)];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
        }
        return new String(units);
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
