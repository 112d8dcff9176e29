package com.example;

import java.nio.charset.StandardCharsets;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Secret;

public final class Enroll {
    public static void main(String[] args) throws Exception {
        var session = ScepClient.of(args[0]).connect(Fingerprint.parse("CA fingerprint", args[1]));
        var key = new KeyGeneration().rsa(2048);
        var challenge = Secret.of(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip());
        var request = RequestTemplate.of("/O=Example/CN=router-7").withChallengePassword(challenge);
        var issued = session.enroll(request, key).issuedOrThrow();
        System.out.print(PemWriter.privateKey(key.key().privateKey()) + PemWriter.certificates(issued.path()));
    }
}
