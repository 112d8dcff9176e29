package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** A few bytes must not exhaust memory or stack of the decoder. */
class EncodingBoundsTest {
    private static byte[] nested(int depth, boolean definite) throws Exception {
        ASN1Encodable inner = new ASN1Integer(1);
        for (int i = 0; i < depth; i++) {
            inner = definite ? new DERSequence(inner) : new BERSequence(inner);
        }
        return inner.toASN1Primitive().getEncoded();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void boundsTheDepth(boolean definite) throws Exception {
        byte[] permitted = nested(64, definite);
        assertThat(EncodingBounds.require("x", permitted)).isEqualTo(permitted.length);
        refused(nested(65, definite), "nested deeper than 64");
    }

    @Test
    void boundsTheNumberOfElements() throws Exception {
        ASN1Encodable[] many = new ASN1Encodable[50_000];
        Arrays.fill(many, new ASN1Integer(1));
        byte[] permitted = new DERSet(Arrays.copyOf(many, 49_999)).getEncoded();
        assertThatCode(() -> EncodingBounds.require("x", permitted)).doesNotThrowAnyException();
        refused(new DERSet(many).getEncoded(), "more than 50000 ASN.1 elements");
        refused(new BERSequence(many).getEncoded(), "more than 50000 ASN.1 elements");
        EncodingBounds.requireDepth("x", new DERSet(many).getEncoded());
    }

    @ParameterizedTest
    @CsvSource({
        "3003020101, 5",
        "3003020101FFFF, 5",
        "30800201010000, 7",
        "308002010100000D0A, 7",
        "30803080000000000D, 8",
        "3000, 2",
        "3005020101, 5",
        "3084FFFFFFFF, 6",
        "30, 1",
        "30805A, 3",
        "1F810102AAAA, 6"
    })
    void findsTheEndOfTheFirstElement(String hex, int end) throws Exception {
        byte[] octets = HexFormat.of().parseHex(hex);
        assertThat(EncodingBounds.require("x", octets)).isEqualTo(end);
    }

    private static void refused(byte[] octets, String reason) {
        assertThatThrownBy(() -> Decoding.sequence("SignedData", withTagOfSequence(octets)))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageStartingWith("SignedData: it")
                .hasMessageContaining(reason);
    }

    private static Bytes withTagOfSequence(byte[] octets) {
        byte[] sequence = octets.clone();
        sequence[0] = 0x30;
        return Bytes.of(sequence);
    }
}
