package org.scepclient.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScepExceptionTest {
    @Test
    void isOneLineWithoutControlCharactersFromTheServer() {
        ProtocolException e = ProtocolException.attribute("pkiStatus", "is '\u001b[2J\r\nok\u2028\u202e'");
        assertThat(e.getMessage()).doesNotContain("\u001b", "\n", "\r", "\u2028", "\u202e");
    }

    @Test
    void shortensTheMessageOfACause() {
        CryptoException e =
                new CryptoException(ErrorCode.KEY_UNUSABLE, "no", new IllegalStateException("x".repeat(10_000)));
        assertThat(e.getMessage()).hasSizeLessThan(400);
    }

    @Test
    void everyCodeHasItsOwnName() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::id)).doesNotHaveDuplicates();
    }

    @Test
    void aCodePrintsItsName() {
        assertThat(ErrorCode.TIMEOUT).hasToString("transport.timeout");
    }
}
