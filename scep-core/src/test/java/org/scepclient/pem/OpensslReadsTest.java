package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.pkcs10.Validity;

/** The installed openssl reads the written PEM. */
class OpensslReadsTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path directory;

    @BeforeAll
    static void needsOpenssl() {
        try {
            openssl("", "version");
        } catch (IOException e) {
            Assumptions.assumeTrue("true".equals(System.getenv("CI")), "openssl is not installed");
            throw new IllegalStateException("openssl is not installed", e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs8.pem", "ec-pkcs8.pem"})
    void anEncryptedKey(String name) throws Exception {
        PrivateKey key = TestFile.read(name).privateKey(PassphraseSource.none());
        String text = PemWriter.encryptedPrivateKey(key, TestFile.PASSPHRASE, random);

        String clear = openssl(text, "pkey", "-passin", "pass:žluťoučký");

        assertThat(clear).isEqualTo(TestFile.text(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aRequestAndItsSelfSignedCertificate(String algorithm) throws Exception {
        KeyPair pair = algorithm.equals("RSA") ? TestKeys.rsa("request") : TestKeys.ec("request");
        ProviderKey key = ProviderKey.of(pair.getPrivate());
        RequestTemplate template = RequestTemplate.of(
                        SubjectName.parse("/O=Žlutý\\/x+OU=a/CN=router", Optional.empty()))
                .withAlternativeName(AlternativeName.parse("DNS:router.example.com", Optional.empty()));
        CertificationRequest request = template.sign(key, pair.getPublic(), DigestAlgorithm.SHA256);
        String certificate = PemWriter.certificate(new SelfSignedCertificate(random, DigestAlgorithm.SHA256)
                .issue(request, key, Validity.around(Instant.now())));

        assertThat(openssl(PemWriter.request(request), "req", "-verify", "-noout", "-text"))
                .contains("verify OK", "DNS:router.example.com");
        assertThat(openssl(certificate, "x509", "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus"))
                .isEqualTo("subject=OU=a+O=Žlutý/x,CN=router\n");
        String file = Files.writeString(directory.resolve("certificate.pem"), certificate)
                .toString();
        assertThat(openssl("", "verify", "-check_ss_sig", "-CAfile", file, file))
                .isEqualTo(file + ": OK\n");
    }

    private static String openssl(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst("openssl");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
