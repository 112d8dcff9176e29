package org.scepclient.pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Derivation of a key from a passphrase. */
sealed interface KeyDerivation {

    byte[] derive(Secret passphrase, int keyBytes) throws GeneralSecurityException;

    /**
     * PBKDF2 (RFC 8018 §5.2).
     *
     * @param digest the digest of the HMAC as spelled in JCA algorithm names, for example SHA256
     */
    record Pbkdf2(Bytes salt, int iterations, String digest) implements KeyDerivation {
        @Override
        public byte[] derive(Secret passphrase, int keyBytes) throws GeneralSecurityException {
            char[] characters = passphrase.reveal().toCharArray();
            PBEKeySpec spec = new PBEKeySpec(characters, salt.toArray(), iterations, 8 * keyBytes);
            try {
                return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest)
                        .generateSecret(spec)
                        .getEncoded();
            } finally {
                spec.clearPassword();
            }
        }
    }

    /** scrypt (RFC 7914). */
    record Scrypt(Bytes salt, int cost, int blockSize, int parallelism) implements KeyDerivation {
        @Override
        public byte[] derive(Secret passphrase, int keyBytes) {
            byte[] utf8 = passphrase.reveal().getBytes(StandardCharsets.UTF_8);
            return SCrypt.generate(utf8, salt.toArray(), cost, blockSize, parallelism, keyBytes);
        }
    }

    /** OpenSSL's EVP_BytesToKey with MD5 and one round, the only derivation of the traditional format. */
    record Traditional(Bytes salt) implements KeyDerivation {
        @Override
        public byte[] derive(Secret passphrase, int keyBytes) throws GeneralSecurityException {
            byte[] utf8 = passphrase.reveal().getBytes(StandardCharsets.UTF_8);
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] key = new byte[0];
            byte[] block = key;
            while (key.length < keyBytes) {
                md5.update(block);
                md5.update(utf8);
                block = md5.digest(salt.toArray());
                int filled = key.length;
                key = Arrays.copyOf(key, filled + block.length);
                System.arraycopy(block, 0, key, filled, block.length);
            }
            return Arrays.copyOf(key, keyBytes);
        }
    }
}
