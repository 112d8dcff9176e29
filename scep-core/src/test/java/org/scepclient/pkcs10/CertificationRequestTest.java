package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.Random;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

class CertificationRequestTest {
    // OpenSSL 3.0.22: openssl req -new -newkey rsa:1024 -sigopt rsa_padding_mode:pss -subj /CN=pss
    private static final String PSS = """
            MIIBgTCBtwIBADAOMQwwCgYDVQQDDANwc3MwgZ8wDQYJKoZIhvcNAQEBBQADgY0A
            MIGJAoGBAMxjxoZ6BV+ZDD9hV9T8l6jLVNJFUC81/GqAy/lAWouvktDxSHtZ8FS/
            mUA8YBeTEMFZV2qgDIBws4+hTd0x+hp7Uyxi0oLhBEdq9BnW3f1Cz0UzTjI7TZXq
            zC0wCGfEh8xuFGfRap9ikVRFbwPtK06uWosqMJvd+mMZrrezWdiDAgMBAAGgADBB
            BgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQCAQUAoRwwGgYJKoZIhvcNAQEIMA0G
            CWCGSAFlAwQCAQUAogMCAV4DgYEAbXd5Y6aCIeeFnHkkLnsl8L+f9mdTtCGjEAWR
            6BGJ7DHZZXXBGMUDYBiqYRzxbCdf4I+mjcMfc8g55/x1iZWlcJYgBp5d6Q6D6ULS
            ns6Gs0zNHHcMOAXDAL3qUG/I1Z/7crRrZo3jBl22ieSFVvitLoqxvWVmQsowjMgD
            2ty/MOA=
            """;

    /** The tag and length of the outermost SEQUENCE. */
    private static final int OUTER_HEADER = 4;

    @Test
    void verifiesASignatureWithPss() throws Exception {
        CertificationRequest.decode(decode(PSS)).verify();
    }

    @Test
    void refusesEveryChangeOfTheSignedBytes() throws Exception {
        byte[] der = decode(PSS).toArray();
        int signed = new PKCS10CertificationRequest(der)
                .toASN1Structure()
                .getCertificationRequestInfo()
                .getEncoded()
                .length;
        for (int at = OUTER_HEADER; at < OUTER_HEADER + signed; at++) {
            byte[] damaged = der.clone();
            damaged[at] ^= 1;
            assertThatExceptionOfType(ProtocolException.class).as("byte %d", at).isThrownBy(() -> {
                CertificationRequest request = CertificationRequest.decode(Bytes.of(damaged));
                request.verify();
            });
        }
    }

    @Test
    void survivesDamage() {
        byte[] der = decode(PSS).toArray();
        Random random = new Random(1);
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = der.clone();
            damaged[random.nextInt(der.length)] = (byte) random.nextInt(256);
            damaged[random.nextInt(60)] = (byte) random.nextInt(256);
            try {
                CertificationRequest request = CertificationRequest.decode(Bytes.of(damaged));
                request.challengePassword();
                request.extensions();
                request.verify();
            } catch (ProtocolException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    private static Bytes decode(String base64) {
        return Bytes.of(Base64.getMimeDecoder().decode(base64));
    }
}
