package com.example;

import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.keys.LoadedKey;
import org.scepclient.keys.Pkcs11Token;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Secret;

/** MODULE PIN-FILE lists the keys of a token; with KEY URL FINGERPRINT it enrolls with one of them. */
public final class TokenKey {
    private TokenKey() {}

    public static void main(String[] args) throws Exception {
        Secret pin = Secret.of(Files.readString(Path.of(args[1])).strip());
        Pkcs11Token token = Pkcs11Token.open(Pkcs11Token.moduleAt(args[0]), pin);
        if (args.length == 2) {
            token.labels().forEach(System.out::println);
            return;
        }
        LoadedKey key = token.key(args[2]);
        var session = ScepClient.of(args[3]).connect(Fingerprint.parse("CA fingerprint", args[4]));
        var issued = session.enroll(RequestTemplate.of("/O=Example/CN=router-7"), key)
                .issuedOrThrow();
        System.out.print(PemWriter.certificates(issued.path()));
    }
}
