package org.scepclient.cli.sscep;

import java.util.Locale;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;

/** The names of algorithms on the command line. */
final class AlgorithmNames {
    private AlgorithmNames() {}

    /** The argument of {@code -E}. */
    static ContentCipher cipher(Settings settings, String name) throws CommandException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "des" -> ContentCipher.DES;
            case "3des" -> ContentCipher.DES3;
            case "blowfish" -> ContentCipher.BLOWFISH;
            case "aes", "aes128" -> ContentCipher.AES128;
            case "aes192" -> ContentCipher.AES192;
            case "aes256" -> ContentCipher.AES256;
            default -> throw unsupported(settings, Option.CIPHER, name);
        };
    }

    /** The argument of {@code -S} or {@code -F}. */
    static DigestAlgorithm digest(Settings settings, Option option, String name) throws CommandException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "md5" -> DigestAlgorithm.MD5;
            case "sha1" -> DigestAlgorithm.SHA1;
            case "sha224" -> DigestAlgorithm.SHA224;
            case "sha256" -> DigestAlgorithm.SHA256;
            case "sha384" -> DigestAlgorithm.SHA384;
            case "sha512" -> DigestAlgorithm.SHA512;
            default -> throw unsupported(settings, option, name);
        };
    }

    private static CommandException unsupported(Settings settings, Option option, String name) {
        String help = option.help();
        return CommandException.usage(settings.place(option) + ": unsupported algorithm: " + name + "; choose from "
                + help.substring(help.indexOf('(') + 1, help.indexOf(')')));
    }
}
