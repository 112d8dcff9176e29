package org.scepclient.pem;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** The password-based encryption of RFC 8018 §6.2. */
record Pbes2(KeyDerivation derivation, CbcScheme scheme, Bytes iv) implements PassphraseCipher {
    // OWASP's recommendation for PBKDF2 with HMAC-SHA-256 since 2023
    private static final int ITERATIONS = 600_000;
    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;

    /** With a damaged count, the key derivation would take hours. */
    private static final int MAX_ITERATIONS = 5_000_000;

    /** Four times what OpenSSL allows. */
    private static final long MAX_SCRYPT_BYTES = 128L << 20;

    /** The encryption of new files: AES-256 with a key from PBKDF2 with HMAC-SHA-256. */
    static Pbes2 fresh(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(salt);
        random.nextBytes(iv);
        return new Pbes2(
                new KeyDerivation.Pbkdf2(Bytes.of(salt), ITERATIONS, "SHA256"), CbcScheme.AES_256, Bytes.of(iv));
    }

    static Pbes2 of(ASN1Encodable parameters) throws NoSuchAlgorithmException {
        PBES2Parameters decoded = PBES2Parameters.getInstance(parameters);
        EncryptionScheme encryption = decoded.getEncryptionScheme();
        CbcScheme scheme = CbcScheme.identified(encryption.getAlgorithm())
                .orElseThrow(() -> unsupported("cipher", encryption.getAlgorithm()));
        byte[] iv = ASN1OctetString.getInstance(encryption.getParameters()).getOctets();
        return new Pbes2(derivation(decoded.getKeyDerivationFunc()), scheme, Bytes.of(iv));
    }

    private static KeyDerivation derivation(KeyDerivationFunc function) throws NoSuchAlgorithmException {
        ASN1ObjectIdentifier name = function.getAlgorithm();
        if (name.equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            PBKDF2Params parameters = PBKDF2Params.getInstance(function.getParameters());
            int iterations = iterations(parameters.getIterationCount());
            return new KeyDerivation.Pbkdf2(Bytes.of(parameters.getSalt()), iterations, digest(parameters.getPrf()));
        }
        if (name.equals(MiscObjectIdentifiers.id_scrypt)) {
            return scrypt(ScryptParams.getInstance(function.getParameters()));
        }
        throw unsupported("key derivation", name);
    }

    private static KeyDerivation scrypt(ScryptParams parameters) throws NoSuchAlgorithmException {
        int blockSize = bounded(parameters.getBlockSize(), 1 << 10, "scrypt block size");
        int parallelism = bounded(parameters.getParallelizationParameter(), 1 << 4, "scrypt parallelism");
        int cost = bounded(parameters.getCostParameter(), (int) (MAX_SCRYPT_BYTES / 128 / blockSize), "scrypt cost");
        return new KeyDerivation.Scrypt(Bytes.of(parameters.getSalt()), cost, blockSize, parallelism);
    }

    static int iterations(BigInteger number) throws NoSuchAlgorithmException {
        return bounded(number, MAX_ITERATIONS, "iterations");
    }

    private static int bounded(BigInteger number, int limit, String what) throws NoSuchAlgorithmException {
        if (number.signum() <= 0 || number.compareTo(BigInteger.valueOf(limit)) > 0) {
            throw new NoSuchAlgorithmException(what + " " + number + ", expected 1 to " + limit);
        }
        return number.intValueExact();
    }

    // RFC 8018 §B.1.2
    private static String digest(AlgorithmIdentifier prf) throws NoSuchAlgorithmException {
        ASN1ObjectIdentifier name = prf.getAlgorithm();
        if (name.equals(PKCSObjectIdentifiers.id_hmacWithSHA1)) {
            return "SHA1";
        } else if (name.equals(PKCSObjectIdentifiers.id_hmacWithSHA224)) {
            return "SHA224";
        } else if (name.equals(PKCSObjectIdentifiers.id_hmacWithSHA256)) {
            return "SHA256";
        } else if (name.equals(PKCSObjectIdentifiers.id_hmacWithSHA384)) {
            return "SHA384";
        } else if (name.equals(PKCSObjectIdentifiers.id_hmacWithSHA512)) {
            return "SHA512";
        }
        throw unsupported("HMAC", name);
    }

    private static NoSuchAlgorithmException unsupported(String what, ASN1ObjectIdentifier name) {
        return new NoSuchAlgorithmException("the " + what + " " + name.getId() + " is not supported");
    }

    /** The algorithm with its parameters, for an EncryptedPrivateKeyInfo with the result of {@link #encrypt}. */
    AlgorithmIdentifier algorithm() {
        KeyDerivation.Pbkdf2 pbkdf2 = (KeyDerivation.Pbkdf2) derivation;
        var prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
        var function = new KeyDerivationFunc(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(pbkdf2.salt().toArray(), pbkdf2.iterations(), prf));
        var encryption = new EncryptionScheme(scheme.identifier(), new DEROctetString(iv.toArray()));
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(function, encryption));
    }

    byte[] encrypt(Secret passphrase, byte[] content) throws GeneralSecurityException {
        return scheme.encrypt(derivation.derive(passphrase, scheme.keyBytes()), iv.toArray(), content);
    }

    @Override
    public byte[] decrypt(Secret passphrase, byte[] content) throws GeneralSecurityException {
        return scheme.decrypt(derivation.derive(passphrase, scheme.keyBytes()), iv.toArray(), content);
    }
}
