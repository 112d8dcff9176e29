package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.junit.TestCaExtension;
import org.scepclient.value.Secret;

class DeviceTest {
    /** Shared by all tests, because generating keys takes most of the time. */
    private static final GeneratedKeyPairs CA_KEYS = new GeneratedKeyPairs(2048, new SecureRandom());

    @RegisterExtension
    final TestCaExtension ca = new TestCaExtension(
            TestCaConfig.builder().keys(CA_KEYS).challenge(Secret.of("secret")).build());

    @Test
    void getsACertificate() throws Exception {
        enroll().issuedOrThrow();
        assertEquals(1, ca.get().issued().size());
    }

    @Test
    void rejectsTheReplyOfAnImpostor() {
        ca.get().fault(Fault.SIGNED_BY_STRANGER);
        TrustException e = assertThrows(TrustException.class, this::enroll);
        assertEquals(ErrorCode.SIGNATURE, e.code());
    }

    private Enrollment.Outcome enroll() throws Exception {
        RequestTemplate template =
                RequestTemplate.of("/O=Example/CN=router-7").withChallengePassword(Secret.of("secret"));
        return ScepClient.of(ca.get().url())
                .connect(ca.get().fingerprint())
                .enroll(template, new KeyGeneration().rsa(2048));
    }
}
