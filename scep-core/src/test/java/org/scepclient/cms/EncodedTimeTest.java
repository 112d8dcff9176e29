package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedTimeTest {

    @ParameterizedTest
    @CsvSource({
        "1949-12-31T23:59:59Z, 19491231235959Z",
        "1950-01-01T00:00:00Z, 500101000000Z",
        "2026-03-05T07:08:09.999Z, 260305070809Z",
        "2049-12-31T23:59:59Z, 491231235959Z",
        "2050-01-01T00:00:00Z, 20500101000000Z",
        "9999-12-31T23:59:59Z, 99991231235959Z"
    })
    void isUtcTimeFrom1950Through2049(Instant instant, String text) {
        ASN1Primitive encoded = EncodedTime.of(instant);
        assertThat(encoded instanceof ASN1UTCTime utc ? utc.getTime() : ((ASN1GeneralizedTime) encoded).getTimeString())
                .startsWith(text.substring(0, text.length() - 1));
        assertThat(encoded instanceof ASN1UTCTime).isEqualTo(text.length() == 13);
    }
}
