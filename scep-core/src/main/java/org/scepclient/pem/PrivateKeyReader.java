package org.scepclient.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;

/** Reads a private key from a block and decrypts it if necessary. */
final class PrivateKeyReader {
    private final String place;

    PrivateKeyReader(String place) {
        this.place = place;
    }

    PrivateKey read(PemBlock block, PassphraseSource passphrases) throws ScepException {
        byte[] content = block.content(place);
        if (block.label().equals("ENCRYPTED PRIVATE KEY")) {
            return decrypted("PRIVATE KEY", new EncryptedPrivateKey(place, passphrases).decryptPkcs8(content));
        }
        if (block.headers().containsKey("DEK-Info")) {
            byte[] clear = new EncryptedPrivateKey(place, passphrases).decryptTraditional(block);
            return decrypted(block.label(), clear);
        }
        return decode(block.label(), content, "cannot use the private key in " + block);
    }

    /** Decodes a decrypted key; a wrong passphrase is not detected before that once in 256 times. */
    private PrivateKey decrypted(String label, byte[] content) throws CryptoException {
        return decode(label, content, "the passphrase is wrong or the key cannot be used");
    }

    private PrivateKey decode(String label, byte[] content, String problem) throws CryptoException {
        try {
            return PrivateKeyDecoder.decode(label, content);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The decoders report malformed input by several unchecked exceptions.
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, place + ": " + problem, e);
        }
    }
}
