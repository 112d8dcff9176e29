package org.scepclient.cli.scepclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Secret;

/** The formats of {@code scepclient export}. */
enum ExportFormat {
    /** The certificate, its issuers and the key in one file, as haproxy reads it. */
    PEM {
        @Override
        byte[] encode(Content content) throws ScepException {
            String key = content.password.isPresent()
                    ? PemWriter.encryptedPrivateKey(content.key, content.password.get(), new SecureRandom())
                    : PemWriter.privateKey(content.key);
            return (PemWriter.certificates(content.path) + key).getBytes(US_ASCII);
        }
    },
    /** The certificate alone. */
    DER {
        @Override
        byte[] encode(Content content) {
            try {
                return content.path.getFirst().getEncoded();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
            }
        }
    },
    /** PKCS #12 with AES-256 and SHA-256. */
    P12 {
        @Override
        byte[] encode(Content content) throws ScepException {
            return keyStore("PKCS12", content);
        }
    },
    /** The key store of Java before release 9. */
    JKS {
        @Override
        byte[] encode(Content content) throws ScepException {
            return keyStore("JKS", content);
        }
    };

    /**
     * What is exported.
     *
     * @param path the certificate of the key, followed by its issuers
     */
    record Content(PrivateKey key, List<X509Certificate> path, Optional<Secret> password) {}

    /** The name of the entry in a key store. */
    static final String ALIAS = "scepclient";

    abstract byte[] encode(Content content) throws ScepException;

    boolean isKeyStore() {
        return this == P12 || this == JKS;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ExportFormat of(String option, String id) throws CommandException {
        List<String> ids = Arrays.stream(values()).map(ExportFormat::id).toList();
        if (!ids.contains(id)) {
            throw Options.unexpected(option, ids, id);
        }
        return values()[ids.indexOf(id)];
    }

    /** Sets algorithms for PKCS #12 that readers before 2019 know. They hold for this process. */
    static void useLegacyAlgorithms() {
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "PBEWithSHA1AndDESede");
        System.setProperty("keystore.pkcs12.keyProtectionAlgorithm", "PBEWithSHA1AndDESede");
        System.setProperty("keystore.pkcs12.macAlgorithm", "HmacPBESHA1");
    }

    private static byte[] keyStore(String type, Content content) throws ScepException {
        char[] password = content.password.orElseThrow().reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry(ALIAS, content.key, password, content.path.toArray(X509Certificate[]::new));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new CryptoException(
                    ErrorCode.KEY_UNUSABLE, "the key cannot be written as " + type + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
