package org.scepclient.cli.scepclient;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.cli.CommandException;

/** Sizes with a unit: {@code 500000}, {@code 200K}, {@code 64M}, {@code 1G}. */
final class ByteSize {
    static final String LABEL = "SIZE";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([KMG]?)", Pattern.CASE_INSENSITIVE);

    private ByteSize() {}

    static long parse(String option, String text) throws CommandException {
        Matcher size = FORM.matcher(text);
        if (!size.matches() || size.group(1).matches("0+")) {
            throw CommandException.usage(option + ": expected a size such as 200K, 64M or 1G, found '" + text + "'");
        }
        long number = Long.parseLong(size.group(1));
        return switch (size.group(2)) {
            case "K", "k" -> number << 10;
            case "M", "m" -> number << 20;
            case "G", "g" -> number << 30;
            default -> number;
        };
    }
}
