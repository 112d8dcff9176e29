package org.scepclient.it.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/**
 * {@code scepclient crl} and {@code scepclient cert} with files that a CA publishes in an OpenLDAP directory and on a
 * web server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DirectoryIT {

    private static final String CRL = "certificateRevocationList;binary";
    private static final String CA = "cACertificate;binary";
    private static final BigInteger REVOKED = BigInteger.valueOf(0x77);

    private final App app = App.packaged();
    private final Authority ca = Authority.selfSigned("CN=Directory CA", Extensions.ca());

    /** Another CA of the same name; only signature checks distinguish its CRLs and certificates. */
    private final Authority impostor = Authority.selfSigned("CN=Directory CA", Extensions.ca());

    private final KeyPair deviceKey = Authority.newRsaKey();
    private Path started;
    private Slapd honest;
    private Slapd forged;
    private ScriptedServer web;

    @TempDir
    Path directory;

    @BeforeAll
    void start(@TempDir Path kept) throws GeneralSecurityException, IOException {
        started = kept;
        honest = publish("honest", ca);
        forged = publish("forged", impostor);
        web = ScriptedServer.publishing(Map.of(
                "/ca.crl",
                ca.crl(List.of(REVOKED)).getEncoded(),
                "/forged.crl",
                impostor.crl(List.of()).getEncoded(),
                "/ca.crt",
                ca.certificate().getEncoded(),
                "/forged.crt",
                impostor.certificate().getEncoded()));
    }

    private Slapd publish(String name, Authority authority) throws GeneralSecurityException {
        Map<String, byte[]> attributes = Map.of(
                CRL,
                authority.crl(List.of(REVOKED)).getEncoded(),
                CA,
                authority.certificate().getEncoded());
        return Slapd.start(started.resolve(name), attributes);
    }

    @AfterAll
    void stop() throws IOException {
        honest.close();
        forged.close();
        web.close();
    }

    @BeforeEach
    void trustTheCa() {
        Pem.write(directory.resolve("ca.pem"), ca.certificate());
    }

    private Command query(String command, Extensions extensions) {
        X509Certificate device = ca.issue(new X500Name("CN=device"), deviceKey.getPublic(), extensions);
        Pem.write(directory.resolve("cert.pem"), device);
        return app.scepclient(command, "--cert", directory.resolve("cert.pem"), "--out", output());
    }

    private static Extensions endEntity() {
        return Extensions.endEntity(KeyUsage.digitalSignature);
    }

    private Path output() {
        return directory.resolve("output.pem");
    }

    private void mustHoldTheCrl() {
        Finished verified = Command.of("openssl", "crl", "-noout", "-text", "-in", output())
                .and("-CAfile", directory.resolve("ca.pem"))
                .run()
                .mustSucceed();
        assertThat(verified.everything()).contains("verify OK", "Serial Number: 77");
    }

    private void mustRefuse(Finished finished, String why) {
        assertThat(finished.mustExit(97).err()).startsWith("scepclient: ").contains(why);
        assertThat(finished.err().lines()).hasSize(1);
        assertThat(output()).doesNotExist();
    }

    @Test
    void fetchesTheCrlByLdapFromTheCertificatesDistributionPoint() {
        Finished found = query("crl", endEntity().withCrlAt(honest.url(CRL))).run();
        assertThat(found.mustSucceed().out()).contains("signed by the CA and in force", "not revoked");
        mustHoldTheCrl();
    }

    @Test
    void fetchesTheCrlByLdapWhereTheUrlNamesNoAttribute() {
        query("crl", endEntity().withCrlAt(honest.url(""))).run().mustSucceed();
        mustHoldTheCrl();
    }

    @Test
    void fetchesTheCrlFromTheDirectoryThatIsGivenForAUrlWithoutHost() {
        String nowhere = honest.url(CRL).replaceFirst("ldap://[^/]+", "ldap://");
        query("crl", endEntity().withCrlAt(nowhere))
                .and("--ldap-server", "127.0.0.1:" + honest.port())
                .run()
                .mustSucceed();
        mustHoldTheCrl();
    }

    @Test
    void fetchesTheCrlByHttpFromTheCertificatesDistributionPoint() {
        query("crl", endEntity().withCrlAt(web.url("/ca.crl"))).run().mustSucceed();
        mustHoldTheCrl();
    }

    @Test
    void triesTheNextDistributionPointWhenOneHasNoGoodCrl() {
        Finished found = query(
                        "crl", endEntity().withCrlAt(web.url("/gone.crl"), web.url("/forged.crl"), honest.url(CRL)))
                .run()
                .mustSucceed();
        assertThat(found.err()).contains("/gone.crl: HTTP 404", "is not signed by a configured CA");
        mustHoldTheCrl();
    }

    @Test
    void writesNoCrlThatAnotherCaOfTheSameNameSigned() {
        String why = "the CRL of 'CN=Directory CA' is not signed by a configured CA";
        mustRefuse(query("crl", endEntity().withCrlAt(forged.url(CRL))).run(), why);
        mustRefuse(query("crl", endEntity().withCrlAt(web.url("/forged.crl"))).run(), why);
    }

    @Test
    void fetchesTheIssuerByLdapFromTheCertificatesInformationAccess() {
        query("cert", endEntity().withIssuerAt(honest.url(CA))).run().mustSucceed();
        assertThat(Pem.read(output()).certificate()).isEqualTo(ca.certificate());
    }

    @Test
    void fetchesTheIssuerByHttpFromTheCertificatesInformationAccess() {
        query("cert", endEntity().withIssuerAt(web.url("/ca.crt"))).run().mustSucceed();
        assertThat(Pem.read(output()).certificate()).isEqualTo(ca.certificate());
    }

    @Test
    void writesNoIssuerThatDidNotSignTheCertificate() {
        String why = "found 1 certificate, but not the issuer's of 'CN=device'";
        mustRefuse(query("cert", endEntity().withIssuerAt(forged.url(CA))).run(), why);
        mustRefuse(
                query("cert", endEntity().withIssuerAt(web.url("/forged.crt"))).run(), why);
    }

    @Test
    void writesNoIssuerThatLeadsToNoConfiguredCa() {
        Command query = query("cert", endEntity().withIssuerAt(honest.url(CA)));
        Pem.write(directory.resolve("ca.pem"), impostor.certificate());
        mustRefuse(query.run(), "does not chain to a configured CA");
    }

    @Test
    void reportsThatTheDirectoryHasNoSuchEntry() {
        String other = honest.url(CRL).replace("Directory%20CA", "other");
        Finished missing = query("crl", endEntity().withCrlAt(other)).run().mustExit(93);
        assertThat(missing.err()).contains("cn=other,dc=example: no such entry");
        assertThat(Files.exists(output())).isFalse();
    }
}
