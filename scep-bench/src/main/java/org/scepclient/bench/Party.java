package org.scepclient.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
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

/** A key pair with its certificate, for one side of an enrollment. */
record Party(KeyPair keys, CertificationRequest request, X509Certificate certificate) {

    static Party of(String subject, int bits, SecureRandom random) throws GeneralSecurityException, ScepException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits, random);
        KeyPair keys = generator.generateKeyPair();
        ProviderKey key = ProviderKey.of(keys.getPrivate());
        CertificationRequest request = RequestTemplate.of(SubjectName.parse(subject, Optional.empty()))
                .sign(key, keys.getPublic(), DigestAlgorithm.SHA256);
        X509Certificate certificate = new SelfSignedCertificate(random, DigestAlgorithm.SHA256)
                .issue(request, key, Validity.around(Instant.now()));
        return new Party(keys, request, certificate);
    }

    Signer signer() {
        return new Signer(ProviderKey.of(keys.getPrivate()), certificate);
    }
}
