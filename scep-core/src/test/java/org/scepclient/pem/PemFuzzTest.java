package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

/** Damaged files are refused with the declared exceptions, unless they happen to be valid. */
class PemFuzzTest {
    private static final int ROUNDS = 150;

    static List<String> files() throws IOException, URISyntaxException {
        List<String> names = TestFile.names("*.pem");
        // scrypt is slow, and its parameters are decoded like those of PBKDF2.
        names.remove("pbes2-scrypt.pem");
        return names;
    }

    @ParameterizedTest
    @MethodSource("files")
    void survivesDamagedContent(String name) throws Exception {
        Random random = new Random(name.hashCode());
        PemBlock block = PemText.blocks(TestFile.text(name), name).getLast();
        byte[] content = block.content(name);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = content.clone();
            // Damages each of the first bytes, which contain the structure.
            int at = round < ROUNDS / 2 ? round % content.length : random.nextInt(content.length);
            damaged[at] = (byte) random.nextInt(256);
            String headers = block.headers().isEmpty()
                    ? ""
                    : "\nDEK-Info: " + block.headers().get("DEK-Info") + "\n";
            readAll(PemText.write(block.label(), damaged).replaceFirst("KEY-----", "KEY-----" + headers));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void survivesDamagedText(String name) throws Exception {
        Random random = new Random(name.hashCode());
        String text = TestFile.text(name);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder damaged = new StringBuilder(text);
            int from = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(from, (char) random.nextInt(0x2100));
                case 1 -> damaged.delete(from, Math.min(text.length(), from + 1 + random.nextInt(100)));
                default -> damaged.insert(from, text, 0, random.nextInt(100));
            }
            readAll(damaged.toString());
        }
    }

    /** A reader of one kind of content. */
    @FunctionalInterface
    private interface Reading {
        void read(PemReader reader) throws ScepException;
    }

    private static final List<Reading> READINGS = List.of(
            PemReader::certificates,
            PemReader::crls,
            PemReader::request,
            PemReader::message,
            reader -> reader.privateKey(place -> TestFile.PASSPHRASE));

    private static void readAll(String text) {
        for (Reading reading : READINGS) {
            try {
                reading.read(PemReader.of(text, "f"));
            } catch (ScepException e) {
                assertThat(e).isInstanceOfAny(StorageException.class, CryptoException.class);
                assertThat(e.getMessage()).startsWith("f: ").doesNotContain("\n");
            }
        }
    }
}
