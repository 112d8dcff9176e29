package org.scepclient.cli.sscep;

import java.math.BigInteger;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ErrorCode;

/** Reads a serial number from an option. */
final class SerialNumber {
    private SerialNumber() {}

    /** Reads a decimal number, or a hexadecimal one with a colon, one of the digits a to f or the prefix 0x. */
    static BigInteger parse(String text) throws CommandException {
        String digits = text.strip();
        boolean hexadecimal = false;
        boolean wellFormed = !digits.isEmpty();
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            hexadecimal = true;
            digits = digits.substring(2);
        }
        StringBuilder plain = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == ':') {
                hexadecimal = true;
                continue;
            }
            wellFormed &= c < 0x80 && Character.digit(c, 16) >= 0;
            hexadecimal |= c > '9';
            plain.append(c);
        }
        if (!wellFormed || plain.isEmpty()) {
            throw new CommandException(
                    ErrorCode.SELF_SIGNED,
                    "-s: expected decimal digits, or hexadecimal ones as in 0A:1B, found \"" + text + "\"");
        }
        return new BigInteger(plain.toString(), hexadecimal ? 16 : 10);
    }
}
