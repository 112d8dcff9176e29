package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.StorageException;
import org.scepclient.value.Bytes;

class PemCrlsTest {
    private static List<Bytes> read(String text) throws IOException, StorageException {
        PemCrls pem = new PemCrls(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "place");
        List<Bytes> crls = new ArrayList<>();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        while (pem.next(der)) {
            crls.add(Bytes.of(der.toByteArray()));
            der.reset();
        }
        return crls;
    }

    private static String written(byte[] der) throws IOException {
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        PemCrls.write(new ByteArrayInputStream(der), pem);
        return pem.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 47, 48, 49, 3071, 3072, 3073, 100_000})
    void readsWhatItWroteAsTheOtherWriterDoes(int length) throws Exception {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        String pem = written(content);
        assertThat(read(pem)).containsExactly(Bytes.of(content));
        assertThat(pem).isEqualTo(PemText.write("X509 CRL", content));
    }

    @Test
    void readsEachBlockWithAnyTextAroundIt() throws Exception {
        String pem = "Certificate Revocation List (CRL):\n  Version 2, see -----BEGIN X509 CRL-----\n"
                + "-----BEGIN A-----\nAAAA\n-----END A-----\r\n"
                + written(new byte[] {1}).replace("\n", "\r\n") + "text\n"
                + written(new byte[] {2, 3}).replace("X509 CRL", "CRL").stripTrailing();
        assertThat(read(pem)).containsExactly(Bytes.of(new byte[] {1}), Bytes.of(new byte[] {2, 3}));
    }

    @Test
    void readsARealCrlWithTextBeforeIt() throws Exception {
        Bytes expected =
                Bytes.of(TestFile.read("crl-text.pem").crls().getFirst().getEncoded());
        assertThat(read(TestFile.text("crl-text.pem"))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN X509 CRL-----\nAAAA\n",
                "-----BEGIN X509 CRL-----\nAAAA",
                "-----BEGIN X509 CRL-----\nAAAA\n-----END CRL-----\n",
                "-----BEGIN X509 CRL-----\nAA!A\n-----END X509 CRL-----\n",
                "-----BEGIN X509 CRL-----\nAA==AAAA\n-----END X509 CRL-----\n",
                "-----BEGIN X509 CRL-----\nAAA\u00e9\n-----END X509 CRL-----\n",
                "-----BEGIN X509 CRL-----\n-----END X509 CRL-----\n"
            })
    void refusesDamagedBlocks(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("place: ");
    }

    @Test
    void namesTheBlocksFoundInsteadOfACrl() {
        assertThatThrownBy(() -> read("nothing"))
                .hasMessage("place: found no PEM block, expected a CRL (X509 CRL or CRL)");
        assertThatThrownBy(() -> read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
                .hasMessageContaining("found CERTIFICATE, expected a CRL");
    }

    @Test
    void readsManySmallBlocksInTime() {
        String text = "-----BEGIN A-----\n-----END A-----\n".repeat(60_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> read(text)).hasMessageContaining("found A,"));
    }
}
