package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.jscep.Listening;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.Exchange;
import org.scepclient.it.scripted.ScriptedCa;
import org.scepclient.it.scripted.ScriptedResponse;

/** All kinds of URLs that an HTTP client accepts. */
final class SscepUrlIT {

    private static final JscepSettings CA = JscepSettings.withChallenge("unused");

    @TempDir
    private Path directory;

    private Finished getca(String url, Object... more) {
        return App.packaged()
                .sscep("getca", "-u", url, "-c", directory.resolve("ca.pem"))
                .and(more)
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?tenant=7", "/a:b/c", "/with%20space"})
    void keepsQueryAndPath(String tail) {
        try (ScriptedCa ca = ScriptedCa.start(CA)) {
            getca(ca.url() + tail).mustSucceed();
            Exchange asked = ca.exchanges("GetCACert").getFirst();
            assertThat(asked.target()).startsWith(ca.url().getPath() + tail);
        }
    }

    @Test
    void sendsUserAndPassword() {
        try (ScriptedCa ca = ScriptedCa.start(CA)) {
            String url = ca.url().toString().replace("http://", "http://user:pa%20ss@");
            Finished done = getca(url, "-v").mustSucceed();
            String expected = Base64.getEncoder().encodeToString("user:pa ss".getBytes(StandardCharsets.UTF_8));
            assertThat(ca.exchanges("GetCACert").getFirst().header("Authorization"))
                    .isEqualTo("Basic " + expected);
            assertThat(done.everything()).doesNotContain("pa%20ss", "pa ss");
        }
    }

    @Test
    void reachesAnIpv6Address() {
        try (ScriptedCa ca = ScriptedCa.start(CA, Listening.onIpv6Loopback())) {
            getca(ca.url().toString()).mustSucceed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsARedirect(int status) {
        try (ScriptedCa old = ScriptedCa.start(CA);
                ScriptedCa moved = ScriptedCa.start(CA)) {
            URI target = URI.create(moved.url() + "?operation=GetCACert");
            old.answer("GetCACert", ScriptedResponse.redirect(status, target.toString()));
            getca(old.url().toString()).mustSucceed();
            assertThat(Pem.read(directory.resolve("ca.pem")).certificate())
                    .isEqualTo(moved.ca().certificate());
        }
    }

    @Test
    void givesUpOnACircleOfRedirects() {
        try (ScriptedCa ca = ScriptedCa.start(CA)) {
            ca.answer("GetCACert", ScriptedResponse.redirect(302, ca.url() + "?operation=GetCACert"));
            getca(ca.url().toString()).mustExit(95);
        }
    }

    @Test
    void connectsByHttpsToAServerThatANamedCaVouchesFor() throws Exception {
        Authority root = Authority.selfSigned("CN=TLS root", Extensions.ca());
        try (ScriptedCa ca = ScriptedCa.start(CA, Listening.withTls(identity(root, Optional.empty())))) {
            Path trusted =
                    Pem.write(directory.resolve("tls.pem"), root.certificate()).file();
            getca(ca.url().toString(), "--tls-ca", trusted).mustSucceed();
        }
    }

    @Test
    void refusesAnHttpsServerThatNobodyVouchesFor() throws Exception {
        Authority root = Authority.selfSigned("CN=TLS root", Extensions.ca());
        try (ScriptedCa ca = ScriptedCa.start(CA, Listening.withTls(identity(root, Optional.empty())))) {
            Finished refused = getca(ca.url().toString());
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.err())
                    .startsWith("sscep: ")
                    .contains("is not trusted")
                    .doesNotContain("Exception", "\tat ");
            assertThat(directory.resolve("ca.pem")).doesNotExist();
        }
    }

    @Test
    void presentsAClientCertificate() throws Exception {
        Authority root = Authority.selfSigned("CN=TLS root", Extensions.ca());
        Authority client = root.subordinate("CN=client", Extensions.endEntity(KeyUsage.digitalSignature));
        KeyStore clients = emptyStore();
        clients.setCertificateEntry("root", root.certificate());
        try (ScriptedCa ca = ScriptedCa.start(CA, Listening.withTls(identity(root, Optional.of(clients))))) {
            Path trusted =
                    Pem.write(directory.resolve("tls.pem"), root.certificate()).file();
            Path certificate = Pem.write(directory.resolve("client.pem"), client.certificate())
                    .file();
            Path key = pkcs8(client);
            getca(ca.url().toString(), "--tls-ca", trusted, "--tls-cert", certificate, "--tls-key", key)
                    .mustSucceed();
            assertThat(getca(ca.url().toString(), "--tls-ca", trusted).exit()).isNotZero();
        }
    }

    private Path pkcs8(Authority owner) throws IOException {
        Path der = directory.resolve("client.der");
        java.nio.file.Files.write(der, owner.key().getEncoded());
        Path pem = directory.resolve("client.key");
        Command.of("openssl", "pkey", "-inform", "der", "-in", der, "-out", pem)
                .run()
                .mustSucceed();
        return pem;
    }

    private static Listening.Tls identity(Authority root, Optional<KeyStore> clients)
            throws GeneralSecurityException, IOException {
        Authority server = root.subordinate(
                "CN=server", Extensions.endEntity(KeyUsage.digitalSignature).withAddress("127.0.0.1"));
        KeyStore store = emptyStore();
        Certificate[] chain = {server.certificate(), root.certificate()};
        store.setKeyEntry("server", server.key(), new char[0], chain);
        return new Listening.Tls(store, clients);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
