package org.scepclient.cli.sscep;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.scepclient.cli.CommandException;
import org.scepclient.error.CryptoException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.keys.Pkcs11Token;
import org.scepclient.value.Secret;
import org.scepclient.value.Utf8;

/**
 * The name of a key in a PKCS#11 token: its label, its ID in hexadecimal digits, a form of OpenSSL's
 * pkcs11 engine ({@code slot_1-label_device}, {@code id_01af}), or a URI (RFC 7512).
 *
 * @param key label or ID
 * @param slot the slot's number; empty: the first slot
 */
record TokenKeyName(String key, OptionalLong slot) {
    private static final String URI = "pkcs11:";
    private static final String SLOT = "slot_";

    static TokenKeyName parse(String text) throws CommandException {
        return text.startsWith(URI) ? uri(text) : engineForm(text);
    }

    private static TokenKeyName engineForm(String text) throws CommandException {
        String rest = text;
        OptionalLong slot = OptionalLong.empty();
        if (text.startsWith(SLOT) && text.indexOf('-') > 0) {
            slot = number(text.substring(SLOT.length(), text.indexOf('-')), text);
            rest = text.substring(text.indexOf('-') + 1);
        }
        if (rest.startsWith("label_")) {
            rest = rest.substring("label_".length());
        } else if (rest.startsWith("id_")) {
            rest = rest.substring("id_".length());
        }
        return new TokenKeyName(rest, slot);
    }

    private static TokenKeyName uri(String text) throws CommandException {
        String key = "";
        OptionalLong slot = OptionalLong.empty();
        for (String attribute : text.substring(URI.length()).split("[;?&]", -1)) {
            int equals = attribute.indexOf('=');
            String name = equals < 0 ? attribute : attribute.substring(0, equals);
            byte[] value = decoded(attribute.substring(equals + 1));
            switch (name) {
                case "object" -> key = label(value, text);
                case "id" -> key = key.isEmpty() ? HexFormat.of().formatHex(value) : key;
                case "slot-id" -> slot = number(new String(value, StandardCharsets.UTF_8), text);
                case "pin-value" ->
                    throw CommandException.usage(
                            "-k: remove pin-value from the URI; set PIN in the engine's section, or"
                                    + " use --passphrase");
                default -> {
                    // Attributes of the token or the library.
                }
            }
        }
        if (key.isEmpty()) {
            throw CommandException.usage("no key in \"" + text + "\"; add object=LABEL or id=%01%02");
        }
        return new TokenKeyName(key, slot);
    }

    private static String label(byte[] value, String text) throws CommandException {
        try {
            return Utf8.decode(value);
        } catch (CharacterCodingException e) {
            throw CommandException.usage("invalid key in \"" + text + "\": object is not valid UTF-8");
        }
    }

    private static OptionalLong number(String digits, String text) throws CommandException {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw CommandException.usage(
                    "invalid key in \"" + text + "\": expected a slot number, found \"" + digits + "\"");
        }
    }

    private static byte[] decoded(String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean escape = c == '%' && i + 2 < value.length() && HexFormat.isHexDigit(value.charAt(i + 1));
            if (escape && HexFormat.isHexDigit(value.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    LoadedKey in(String library, Secret pin) throws CryptoException {
        String configuration =
                slot.isPresent() ? Pkcs11Token.moduleAt(library, slot.getAsLong()) : Pkcs11Token.moduleAt(library);
        return Pkcs11Token.open(configuration, pin).key(key);
    }
}
