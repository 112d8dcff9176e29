package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.value.Secret;

/** The example of docs/library.md, compiled and run. */
class LibraryExampleTest {
    private static final String EXAMPLE_URL = "http://ca.example.com/scep";

    private static IssuedCertificate example(String address, String caFingerprint, Secret challenge)
            throws ScepException {
        HttpUrl url = HttpUrl.parse(address);
        Fingerprint expected = Fingerprint.parse("CA fingerprint", caFingerprint);
        EnrollmentSession session = ScepClient.of(url).connect(expected);

        LoadedKey key = new KeyGeneration(new SecureRandom()).rsa(2048);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/O=Devices/CN=router-7", Optional.empty()))
                .withChallengePassword(challenge);
        IssuedCertificate issued = session.enroll(template, key).issuedOrThrow();
        return issued;
    }

    @Test
    void getsCertificateOverHttp() throws Exception {
        FakeCa ca = new FakeCa();
        try (ScriptedServer server = new ScriptedServer(ca.overHttp())) {
            String fingerprint =
                    Fingerprint.of(ca.certificate(), DigestAlgorithm.SHA256).toString();
            IssuedCertificate issued = example(server.url("/scep"), fingerprint, Secret.of("open sesame"));
            assertThat(issued.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=router-7,O=Devices");
            assertThat(issued.chain()).containsExactly(ca.certificate());
            assertThat(ca.asked().getFirst().certificationRequest().challengePassword())
                    .contains(Secret.of("open sesame"));
        }
    }

    @Test
    void standsInTheDocumentationAsItIsCompiled() throws Exception {
        String source = Files.readString(Path.of("src/test/java/org/scepclient/enrollment/LibraryExampleTest.java"));
        String body =
                source.substring(source.indexOf("        HttpUrl url ="), source.indexOf("        return issued;"));
        String text = body.replace("HttpUrl.parse(address)", "HttpUrl.parse(\"" + EXAMPLE_URL + "\")")
                .stripTrailing()
                .stripIndent();
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains(text);
    }
}
