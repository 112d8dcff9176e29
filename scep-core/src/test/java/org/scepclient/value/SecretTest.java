package org.scepclient.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void isRevealedOnlyWithTheToken() {
        Secret secret = Secret.of("žluťoučký");
        assertThat(secret.toString()).doesNotContain("žlu");
        assertThat(secret.reveal()).isEqualTo("žluťoučký");
    }

    @Test
    void comparesByContent() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
        assertThat(Bytes.of(new byte[] {1})).isEqualTo(Bytes.of(new byte[] {1})).isNotEqualTo(Bytes.empty());
    }

    @Test
    void bytesKeepNoReferenceToTheirSource() {
        byte[] source = {1, 2};
        Bytes bytes = Bytes.of(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;
        assertThat(bytes.toHex()).isEqualTo("0102");
    }
}
