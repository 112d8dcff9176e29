package org.scepclient.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Encrypted private keys: PKCS#8 (RFC 5958 §3), and the traditional format of OpenSSL with its RFC 1421 headers. */
final class EncryptedPrivateKey {
    private final String place;
    private final PassphraseSource passphrases;

    EncryptedPrivateKey(String place, PassphraseSource passphrases) {
        this.place = place;
        this.passphrases = passphrases;
    }

    byte[] decryptPkcs8(byte[] content) throws ScepException {
        EncryptedPrivateKeyInfo key;
        PassphraseCipher cipher;
        try {
            key = EncryptedPrivateKeyInfo.getInstance(content);
            cipher = cipher(key.getEncryptionAlgorithm());
        } catch (NoSuchAlgorithmException | RuntimeException e) {
            // The decoders report malformed input by several unchecked exceptions.
            throw unusable("the encrypted private key cannot be decoded", e);
        }
        return decrypt(cipher, key.getEncryptedData());
    }

    private static PassphraseCipher cipher(AlgorithmIdentifier algorithm) throws NoSuchAlgorithmException {
        return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
                ? Pbes2.of(algorithm.getParameters())
                : Pbes1.of(algorithm);
    }

    /** Decrypts a block with the header {@code DEK-Info: AES-256-CBC,0123…}, which names the cipher and the IV. */
    byte[] decryptTraditional(PemBlock block) throws ScepException {
        String[] dekInfo = block.headers().getOrDefault("DEK-Info", "").split(",", -1);
        CbcScheme scheme = CbcScheme.named(dekInfo[0].strip())
                .orElseThrow(() -> unusable(
                        "the private key is encrypted with an unknown cipher",
                        new NoSuchAlgorithmException("DEK-Info " + dekInfo[0])));
        byte[] iv;
        try {
            iv = HexFormat.of().parseHex(dekInfo.length == 2 ? dekInfo[1].strip() : "");
        } catch (IllegalArgumentException e) {
            throw unusable("DEK-Info has no valid IV", e);
        }
        if (iv.length < 8) {
            throw unusable("DEK-Info has no valid IV", new IllegalArgumentException(iv.length + " bytes"));
        }
        // EVP_BytesToKey uses the first eight bytes of the IV as salt.
        KeyDerivation derivation = new KeyDerivation.Traditional(Bytes.of(Arrays.copyOf(iv, 8)));
        return decrypt(
                (passphrase, content) -> scheme.decrypt(derivation.derive(passphrase, scheme.keyBytes()), iv, content),
                block.content(place));
    }

    private byte[] decrypt(PassphraseCipher cipher, byte[] content) throws ScepException {
        Secret passphrase = passphrases.passphrase(place);
        try {
            return cipher.decrypt(passphrase, content);
        } catch (BadPaddingException e) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, place + ": the passphrase is wrong or the file is damaged");
        } catch (GeneralSecurityException | RuntimeException e) {
            // The key derivations refuse unusual parameters by unchecked exceptions.
            throw unusable("the private key cannot be decrypted", e);
        }
    }

    private CryptoException unusable(String problem, Exception cause) {
        return new CryptoException(ErrorCode.KEY_UNUSABLE, place + ": " + problem, cause);
    }

    /** Encrypts a PKCS#8 key to an EncryptedPrivateKeyInfo with the current algorithms. */
    static byte[] encrypt(byte[] pkcs8, Secret passphrase, SecureRandom random) throws CryptoException {
        try {
            Pbes2 cipher = Pbes2.fresh(random);
            return new EncryptedPrivateKeyInfo(cipher.algorithm(), cipher.encrypt(passphrase, pkcs8))
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | GeneralSecurityException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the private key cannot be encrypted", e);
        }
    }
}
