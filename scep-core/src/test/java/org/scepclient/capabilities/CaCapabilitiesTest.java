package org.scepclient.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.value.Bytes;

/** The capabilities of a CA (RFC 8894 §3.5.2) and the algorithms chosen from them (§2.9). */
class CaCapabilitiesTest {
    private static CaCapabilities parse(String text) {
        return CaCapabilities.parse(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AES\nPOSTPKIOperation\nSHA-256\n",
                "AES\r\nPOSTPKIOperation\r\nSHA-256\r\n",
                "AES\nPOSTPKIOperation\nSHA-256",
                "aes\npostpkioperation\nsha-256",
                "\n\n AES \nPOSTPKIOperation\t\n\r\nSHA-256"
            })
    void readsLinesWithAnyEndInAnyCase(String text) {
        assertThat(parse(text).known())
                .containsExactly(Capability.AES, Capability.POST_PKI_OPERATION, Capability.SHA_256);
    }

    @Test
    void skipsUnknownKeywordsAndKeepsThem() {
        CaCapabilities capabilities = parse("Update\nAES\nevil\u001b[2J\n");
        assertThat(capabilities.known()).containsExactly(Capability.AES);
        assertThat(capabilities.unknown()).containsExactly("Update", "evil?[2J");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "<html>AES\nRenewal</html>", "  <!DOCTYPE html>\nAES"})
    void readsNoCapabilitiesFromAnEmptyResponseOrAPage(String text) {
        assertThat(parse(text)).isEqualTo(CaCapabilities.none());
    }

    /** The largest response has a million words, which would not fit into the heap as strings. */
    @Test
    void readsALongListInLittleMemory() {
        CaCapabilities capabilities = parse("a\n".repeat(1_000_000) + "x".repeat(100_000) + "\nAES");
        assertThat(capabilities.known()).containsExactly(Capability.AES);
        assertThat(capabilities.unknown()).hasSize(64).containsOnly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "SCEPStandard, Renewal, SCEPStandard",
        "SCEPStandard, Unknown, SCEPStandard",
        "'AES,SHA-256', 'DES3,SHA-256', AES",
        "'AES,SHA-512', 'AES,SHA-1', SHA-2",
        "'AES,SHA-256', Renewal, AES",
    })
    void refusesAResponseThatLacksFormerCapabilities(String before, String now, String lost) {
        assertThatThrownBy(() -> list(now).requireNoDowngrade("http://ca/scep", list(before), "look"))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DOWNGRADE))
                .hasMessage("http://ca/scep: the server no longer offers " + lost
                        + "; somebody may be changing its responses." + " If the server was really changed, look");
    }

    @ParameterizedTest
    @CsvSource({
        "SCEPStandard, ''",
        "SCEPStandard, <html>",
        "'AES,SHA-256,POSTPKIOperation', SCEPStandard",
        "SCEPStandard, 'AES,SHA-256,POSTPKIOperation'",
        "'AES,SHA-512,Renewal', 'AES,SHA-256'",
        "'DES3,SHA-1,POSTPKIOperation', 'DES3,SHA-1'",
        "'', 'DES3,SHA-1'",
    })
    void acceptsAResponseThatIsNotWeaker(String before, String now) throws Exception {
        list(now).requireNoDowngrade("http://ca/scep", list(before), "look");
    }

    private static CaCapabilities list(String words) {
        return parse(words.replace(',', '\n'));
    }

    @Test
    void standardImpliesAesPostAndSha256() throws Exception {
        CaCapabilities standard = CaCapabilities.of(Capability.SCEP_STANDARD);
        assertThat(standard.offersPost()).isTrue();
        assertThat(standard.offersRenewal() || standard.offersNextCa()).isFalse();
        assertThat(new AlgorithmChoice(AlgorithmPolicy.modern()).choose(standard))
                .isEqualTo(Algorithms.mandatory());
    }

    @Test
    void readsBackWhatItWrote() {
        CaCapabilities all = CaCapabilities.of(Capability.values());
        assertThat(CaCapabilities.parse(all.encoded())).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "'', AES128, SHA256",
        "'AES DES3 SHA-1 SHA-256 SHA-512', AES128, SHA256",
        "'AES SHA-512 SHA-1', AES128, SHA512",
        "'DES3 SHA-1', DES3, SHA1",
        "'DES3 SHA-256', DES3, SHA256",
        "'DES3 SCEPStandard', AES128, SHA256"
    })
    void choosesAes128AndSha256WhereverPossible(String offered, ContentCipher cipher, DigestAlgorithm digest)
            throws Exception {
        CaCapabilities capabilities = parse(offered.replace(' ', '\n'));
        assertThat(new AlgorithmChoice(AlgorithmPolicy.compatible()).choose(capabilities))
                .isEqualTo(new Algorithms(cipher, digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DES3\nSHA-256", "AES\nSHA-1"})
    void neverSendsTripleDesOrSha1UnlessThePolicyAllows(String offered) {
        assertThatThrownBy(() -> new AlgorithmChoice(AlgorithmPolicy.modern()).choose(parse(offered)))
                .isInstanceOfSatisfying(CryptoException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ALGORITHM_REFUSED);
                    assertThat(e.refusedByPolicy()).isTrue();
                })
                .hasMessageContaining("which the policy refuses");
    }

    @Test
    void noPolicySendsSingleDesOrMd5() {
        for (AlgorithmPolicy policy :
                new AlgorithmPolicy[] {AlgorithmPolicy.modern(), AlgorithmPolicy.legacy(), AlgorithmPolicy.compatible()
                }) {
            assertThat(policy.sendCiphers()).doesNotContain(ContentCipher.DES, ContentCipher.BLOWFISH);
            assertThat(policy.sendDigests()).doesNotContain(DigestAlgorithm.MD5);
            assertThat(policy.acceptDigests()).doesNotContain(DigestAlgorithm.MD5);
        }
    }
}
