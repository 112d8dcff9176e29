package org.scepclient.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.ScepException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.pkcs10.Validity;
import org.scepclient.value.Secret;

/** A device ready to enroll, with its request and self-signed certificate. All share one key, to save time. */
record Device(ProviderKey key, PublicKey publicKey, CertificationRequest request, X509Certificate certificate) {

    static Device first(Secret challenge, SecureRandom random) throws GeneralSecurityException, ScepException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, random);
        KeyPair keys = generator.generateKeyPair();
        return of(ProviderKey.of(keys.getPrivate()), keys.getPublic(), challenge, random);
    }

    /** Returns another device with its own subject. */
    Device next(Secret challenge, SecureRandom random) throws ScepException {
        return of(key, publicKey, challenge, random);
    }

    private static Device of(ProviderKey key, PublicKey publicKey, Secret challenge, SecureRandom random)
            throws ScepException {
        String subject = "/CN=device-" + Long.toHexString(random.nextLong());
        RequestTemplate template =
                RequestTemplate.of(SubjectName.parse(subject, Optional.empty())).withChallengePassword(challenge);
        CertificationRequest request = template.sign(key, publicKey, DigestAlgorithm.SHA256);
        X509Certificate certificate = new SelfSignedCertificate(random, DigestAlgorithm.SHA256)
                .issue(request, key, Validity.around(Instant.now()));
        return new Device(key, publicKey, request, certificate);
    }

    Signer signer() {
        return new Signer(key, certificate);
    }
}
