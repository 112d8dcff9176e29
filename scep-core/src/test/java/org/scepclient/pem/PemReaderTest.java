package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

class PemReaderTest {
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "-----END CERTIFICATE-----\n";

    @Test
    void readsCertificatesFromBetweenTheirDescriptions() throws Exception {
        PemReader reader = TestFile.read("certificates-text.pem");

        assertThat(reader.certificates())
                .extracting(certificate -> certificate.getSerialNumber().intValueExact())
                .containsExactly(1, 2);
        assertThat(reader.certificate()).isEqualTo(reader.certificates().getFirst());
    }

    @Test
    void readsATrustedCertificateWithoutTheTrustSettings() throws Exception {
        assertThat(TestFile.read("certificate-trusted.pem").certificate())
                .isEqualTo(TestFile.read("certificates-text.pem").certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"request.pem", "request-newhdr.pem"})
    void readsRequestsUnderBothLabels(String name) throws Exception {
        var request = TestFile.read(name).request();

        request.verify();
        assertThat(request.subject().getName()).isEqualTo("CN=router");
    }

    @Test
    void readsCrls() throws Exception {
        assertThat(TestFile.read("crl-text.pem").crls())
                .singleElement()
                .satisfies(crl -> crl.verify(
                        TestFile.read("certificates-text.pem").certificate().getPublicKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message-pkcs7.pem", "message-cms.pem"})
    void readsMessagesUnderBothLabels(String name) throws Exception {
        byte[] message = TestFile.read(name).message().toArray();

        assertThat(ContentInfo.getInstance(message).getContentType().getId()).isEqualTo("1.2.840.113549.1.7.2");
    }

    @Test
    void findsEachKindInAFileOfManyKinds() throws Exception {
        String text =
                TestFile.text("ec-sec1.pem") + TestFile.text("request.pem") + TestFile.text("certificates-text.pem");
        PemReader reader = PemReader.of(text, "all.pem");

        assertThat(reader.certificates()).hasSize(2);
        assertThat(reader.request()).isNotNull();
        assertThat(reader.privateKey(PassphraseSource.none())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "  \n\t ", "\n\n"})
    void readsLinesHoweverTheyEnd(String lineEnd) throws Exception {
        String text = TestFile.text("request.pem").replace("\n", lineEnd);

        assertThat(PemReader.of(text, "x").request())
                .isEqualTo(TestFile.read("request.pem").request());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\u00EF\u00BB\u00BF", " \t"})
    void readsBase64OnOneLineAfterAByteOrderMark(String mark) throws Exception {
        PemBlock block = PemText.blocks(TestFile.text("request.pem"), "x").getFirst();
        String text =
                mark + "-----BEGIN CERTIFICATE REQUEST-----" + block.base64() + "-----END CERTIFICATE REQUEST-----";

        assertThat(PemReader.of(text, "x").request())
                .isEqualTo(TestFile.read("request.pem").request());
    }

    @Test
    void skipsTextThatMentionsABlock() throws Exception {
        String text = "put it after -----BEGIN CERTIFICATE-----\n" + TestFile.text("request.pem");

        assertThat(PemReader.of(text, "x").request()).isNotNull();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> PemReader.of(text, "x").certificate());
    }

    @Test
    void namesTheBlocksFoundAndExpected() throws Exception {
        refused(
                () -> TestFile.read("ec-sec1.pem").certificate(),
                "ec-sec1.pem: found EC PARAMETERS and EC PRIVATE KEY, expected a certificate (CERTIFICATE or X509"
                        + " CERTIFICATE or TRUSTED CERTIFICATE)");
        refused(
                () -> TestFile.read("request.pem").privateKey(PassphraseSource.none()),
                "request.pem: found CERTIFICATE REQUEST, expected a private key (PRIVATE KEY or RSA PRIVATE KEY or EC"
                        + " PRIVATE KEY or ENCRYPTED PRIVATE KEY)");
        refused(
                () -> TestFile.read("README").request(),
                "README: found no PEM block, expected a certificate request (CERTIFICATE REQUEST or NEW CERTIFICATE"
                        + " REQUEST); if the file is DER, convert it with openssl");
        refused(() -> PemReader.of("", "e").crls(), "e: found no PEM block, expected a CRL (X509 CRL or CRL)");
        refused(() -> PemReader.of("", "e").message(), "e: found no PEM block, expected a CMS message (PKCS7 or");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AAAA\\n              | f: cannot read the certificate in the block CERTIFICATE in line 3:
            AA!A\\n              | f: the block CERTIFICATE in line 3 is not Base64
            ''                   | f: the block CERTIFICATE in line 3 is empty
            """)
    void namesTheBlockThatCannotBeRead(String body, String message) {
        String text = "\nx\n" + BEGIN + body.replace("\\n", "\n") + END;

        refused(() -> PemReader.of(text, "f").certificate(), message);
    }

    @Test
    void reportsATruncatedFile() {
        refused(
                () -> PemReader.of("\n" + BEGIN + "AAAA\n", "f"),
                "f: the block CERTIFICATE in line 2 has no -----END CERTIFICATE-----; the file is truncated");
        refused(
                () -> PemReader.of(BEGIN + "AAAA\n-----END X-----\n" + END, "f"),
                "f: the block CERTIFICATE in line 1 has no -----END CERTIFICATE-----");
        refused(() -> PemReader.of("-----BEGIN X\nAAAA\n", "f"), "f: the block that begins in line 1 has no label");
    }

    /** The maximum in a server's response; the time per block must not depend on their number. */
    @Test
    void readsManySmallBlocksInTimeThatGrowsWithTheirNumberOnly() {
        String blocks = "-----BEGIN A-----\n-----END A-----\n".repeat(61_680);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            refused(() -> PemReader.of(blocks, "f").crls(), "f: found A, expected a CRL (X509 CRL or CRL)");
            refused(
                    () -> PemReader.of(blocks + "-----BEGIN B-----\n", "f"),
                    "f: the block B in line 123361 has no -----END B-----");
        });
    }

    @Test
    void namesAFewOfManyLabels() {
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            blocks.append("-----BEGIN A" + i + "-----\n-----END A" + i + "-----\n");
        }
        refused(
                () -> PemReader.of(blocks.toString(), "f").crls(),
                "f: found A0 and A1 and A2 and A3 and A4, expected a CRL");
        String longest = "-----BEGIN " + "A".repeat(81) + "-----\n";
        refused(() -> PemReader.of(longest, "f"), "f: the block that begins in line 1 has no label");
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Reading {
        void run() throws ScepException;
    }

    private static void refused(Reading reading, String message) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(reading::run)
                .withMessageStartingWith(message)
                .returns(ErrorCode.STORAGE, StorageException::code);
    }
}
