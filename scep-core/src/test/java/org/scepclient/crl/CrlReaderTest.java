package org.scepclient.crl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.crl.CrlPki.CA;
import static org.scepclient.crl.CrlPki.KEY;
import static org.scepclient.crl.CrlPki.NAME;
import static org.scepclient.crl.CrlPki.SERIAL;
import static org.scepclient.crl.CrlPki.authorityKey;
import static org.scepclient.crl.CrlPki.device;
import static org.scepclient.crl.CrlPki.ofIssuer;
import static org.scepclient.crl.CrlPki.reason;
import static org.scepclient.crl.CrlPki.scope;
import static org.scepclient.fixture.TestCertificate.NOW;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.value.Bytes;

/** Reading as a stream, and damaged CRLs. */
class CrlReaderTest {
    private static final int MANY = 8_000;

    private static final CrlSubject SUBJECT = CrlSubject.of(IssuerAndSerial.of(device()));

    private final CrlVerifier verifier = new CrlVerifier(CrlPki.trusted(CA), TestCertificate.RULES);

    private static TestCrl crl() {
        return TestCrl.of(NAME, KEY);
    }

    private VerifiedCrl read(Bytes der) throws IOException, ScepException {
        return verifier.verify(CrlSource.of(der), SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MANY / 2, MANY - 1})
    void findsTheCertificateWhereverItIsListed(int place) throws Exception {
        TestCrl crl = crl();
        for (int i = 0; i < MANY; i++) {
            crl.revoking(i == place ? SERIAL : i, reason(i == place ? 1 : 4, false));
        }
        VerifiedCrl read = read(crl.der());
        assertThat(read.entries()).isEqualTo(MANY);
        assertThat(read.revocation()).hasValueSatisfying(entry -> {
            assertThat(entry.reason()).contains("keyCompromise");
            assertThat(entry.revokedAt()).isEqualTo(NOW.minus(Duration.ofDays(2)));
        });
    }

    @Test
    void readsPiecesOfAnySize() throws Exception {
        Bytes der = crl().revoking(5)
                .revoking(SERIAL, reason(1, false))
                .with(authorityKey(KEY))
                .der();
        for (int size = 1; size < 40; size++) {
            int piece = size;
            CrlSource source = () -> inPieces(der, piece);
            assertThat(verifier.verify(source, SUBJECT).revoked()).isTrue();
        }
    }

    private static InputStream inPieces(Bytes content, int size) {
        return new ByteArrayInputStream(content.toArray()) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(size, length));
            }
        };
    }

    @Test
    void readsACrlThatIsLongerThanTheBuffer() throws Exception {
        TestCrl large = crl();
        for (int i = 0; i < MANY; i++) {
            large.revoking(i + 1_000_000);
        }
        Bytes der = large.der();
        assertThat(der.length()).isGreaterThan(2 * (64 << 10));
        assertThat(read(der).revoked()).isFalse();
    }

    @Test
    void acceptsNoCrlWithAnyBitChanged() {
        byte[] good = crl().revoking(5)
                .revoking(SERIAL, reason(1, false))
                .with(authorityKey(KEY))
                .der()
                .toArray();
        for (int at = 0; at < good.length; at++) {
            byte[] changed = good.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> read(Bytes.of(changed))).isInstanceOf(ScepException.class);
        }
    }

    @Test
    void refusesATruncatedCrl() {
        byte[] good = crl().revoking(5).with(authorityKey(KEY)).der().toArray();
        for (int length = 0; length < good.length; length++) {
            Bytes cut = Bytes.of(java.util.Arrays.copyOf(good, length));
            ScepException problem = catchThrowableOfType(ScepException.class, () -> read(cut));
            assertThat(problem.code()).isIn(ErrorCode.MALFORMED);
        }
    }

    @Test
    void survivesDamagedCrls() {
        List<Bytes> seeds = List.of(
                crl().revoking(5)
                        .revoking(SERIAL, reason(1, false), ofIssuer(NAME))
                        .with(scope(CrlPki.full(CrlPki.uri(CrlPki.URL)), "indirect some"))
                        .with(authorityKey(KEY))
                        .der(),
                crl().version(null).der(),
                crl().signedBy("SHA256withRSAandMGF1")
                        .with(TestCrl.extension(Extension.deltaCRLIndicator, true, new ASN1Integer(1)))
                        .der());
        Random random = new Random(5280);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = seeds.get(round % seeds.size()).toArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                read(Bytes.of(damaged));
            } catch (ScepException e) {
                assertThat(e.getMessage()).hasLineCount(1);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("round " + round, e);
            }
        }
    }

    @Test
    void namesTheKeysIfTheSignatureDoesNotVerify() {
        Bytes der = TestCrl.of(NAME, CrlPki.NEXT_KEY)
                .with(authorityKey(CrlPki.NEXT_KEY))
                .der();
        assertThatThrownBy(() -> read(der))
                .hasMessageContaining(
                        Bytes.of(CrlPki.keyIdentifier(CrlPki.NEXT_KEY)).toHex())
                .hasMessageContaining(Bytes.of(CrlPki.keyIdentifier(KEY)).toHex());
    }

    @Test
    void returnsTheNewestValidCrl() throws Exception {
        CrlSource older = CrlSource.of(
                crl().valid(NOW.minusSeconds(90), null).revoking(SERIAL).der());
        CrlSource newer = CrlSource.of(crl().valid(NOW.minusSeconds(60), null).der());
        CrlSource junk = CrlSource.of(Bytes.of(new byte[] {1, 2, 3}));
        assertThat(verifier.newest(List.of(junk, newer, older), SUBJECT).revoked())
                .isFalse();
    }

    @Test
    void prefersUnknownRevocationToTheProblemsOfOthers() {
        CrlSource junk = CrlSource.of(Bytes.of(new byte[] {1, 2, 3}));
        CrlSource partial = CrlSource.of(crl().with(scope(null, "some")).der());
        for (List<CrlSource> order : List.of(List.of(junk, partial), List.of(partial, junk))) {
            ScepException problem = catchThrowableOfType(ScepException.class, () -> verifier.newest(order, SUBJECT));
            assertThat(problem.code()).isEqualTo(ErrorCode.REVOCATION_UNKNOWN);
        }
    }

    @Test
    void refusesALongCrlWhoseSignatureHasToBeBuffered() {
        TestCrl crl = TestCrl.of(NAME, CrlPki.ED_KEY).signedBy("Ed25519");
        for (int i = 0; i < 110_000; i++) {
            crl.revoking(1_000_000_000L + i);
        }
        Bytes der = crl.der();
        CrlVerifier trusting = new CrlVerifier(CrlPki.trusted(CrlPki.ca(CrlPki.ED_KEY)), TestCertificate.RULES);
        ScepException problem = catchThrowableOfType(
                ScepException.class, () -> trusting.verify(CrlSource.of(der), CrlSubject.of(device(CrlPki.ED_KEY))));
        assertThat(problem.code()).isEqualTo(ErrorCode.TOO_LARGE);
    }
}
