package org.scepclient.cli.sscep;

import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;

/**
 * The names of algorithms on the command line. As in the C tool, what follows a name is ignored ({@code aes128-cbc},
 * {@code sha256WithRSA}), and {@code aes} with another length is AES-128; but {@code aes-256-cbc} and {@code des3} are what OpenSSL
 * calls so, not AES-128 and DES.
 */
final class AlgorithmNames {
    private AlgorithmNames() {}

    /** The argument of {@code -E}. */
    static ContentCipher cipher(Settings settings, String name) throws CommandException {
        String known = beginning(
                        name.replace("aes-", "aes"),
                        "des3",
                        "des",
                        "3des",
                        "blowfish",
                        "aes128",
                        "aes192",
                        "aes256",
                        "aes")
                .orElse("");
        return switch (known) {
            case "des" -> ContentCipher.DES;
            case "3des", "des3" -> ContentCipher.DES3;
            case "blowfish" -> ContentCipher.BLOWFISH;
            case "aes", "aes128" -> ContentCipher.AES128;
            case "aes192" -> ContentCipher.AES192;
            case "aes256" -> ContentCipher.AES256;
            default -> throw unsupported(settings, Option.CIPHER, name);
        };
    }

    /** The argument of {@code -S} or {@code -F}. */
    static DigestAlgorithm digest(Settings settings, Option option, String name) throws CommandException {
        String known = beginning(name, "md5", "sha1", "sha224", "sha256", "sha384", "sha512")
                .orElse("");
        return switch (known) {
            case "md5" -> DigestAlgorithm.MD5;
            case "sha1" -> DigestAlgorithm.SHA1;
            case "sha224" -> DigestAlgorithm.SHA224;
            case "sha256" -> DigestAlgorithm.SHA256;
            case "sha384" -> DigestAlgorithm.SHA384;
            case "sha512" -> DigestAlgorithm.SHA512;
            default -> throw unsupported(settings, option, name);
        };
    }

    /** The first of these with which the name begins. */
    private static Optional<String> beginning(String name, String... known) {
        String lower = name.toLowerCase(Locale.ROOT).replace("aes-", "aes");
        for (String candidate : known) {
            if (lower.startsWith(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static CommandException unsupported(Settings settings, Option option, String name) {
        String help = option.help();
        return CommandException.usage(settings.place(option) + ": unsupported algorithm: " + name + "; choose from "
                + help.substring(help.indexOf('(') + 1, help.indexOf(')')));
    }
}
