package org.scepclient.it.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedCa;

/** {@code sscep -g}: the key stays in the token, which signs the messages and decrypts the replies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenKeyIT {

    private static final String CHALLENGE = "token-secret";

    private Path directory;
    private SoftToken token;
    private Path request;
    private ScriptedCa ca;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        token = SoftToken.create(directory);
        request = token.request(CHALLENGE);
        ca = ScriptedCa.start(JscepSettings.withChallenge(CHALLENGE));
        Pem.write(caFile(), ca.ca().certificate());
    }

    @BeforeEach
    void forget() {
        ca.reset();
    }

    @AfterAll
    void stop() {
        ca.close();
    }

    private Path caFile() {
        return directory.resolve("ca.pem");
    }

    private Path certificate() {
        return directory.resolve("token.crt");
    }

    private Path configuration(String pin) throws IOException {
        String text = """
                [sscep]
                engine = token
                [token]
                engine_id = pkcs11
                MODULE_PATH = %s
                PIN = %s
                """.formatted(SoftToken.MODULE, pin);
        return Files.writeString(directory.resolve("engine.conf"), text);
    }

    private Command enroll(String pin) throws IOException {
        return token.seen(App.packaged()
                .sscep("enroll", "-u", ca.url(), "-f", configuration(pin), "-c", caFile())
                .and("-k", "pkcs11:object=" + SoftToken.KEY, "-r", request, "-l", certificate()));
    }

    @Test
    void enrollsWithAKeyThatNeverLeavesTheToken() throws IOException {
        enroll(SoftToken.PIN).run().mustSucceed();
        Pem issued = Pem.read(certificate()).mustVerifyUnder(caFile());
        assertThat(issued.certificate().getPublicKey())
                .isEqualTo(ca.lastMessage().signer().getPublicKey());
        assertThat(publicKeyOfTheToken()).isEqualTo(publicKeyOf(issued));
        assertThat(token.pkcs11Tool("--list-objects", "--type", "privkey")
                        .run()
                        .mustSucceed()
                        .out())
                .contains("never extractable");
    }

    @Test
    void reportsAWrongPin() throws IOException {
        Finished refused = enroll("0000").run();
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).startsWith("sscep: ").contains("PIN").doesNotContain("0000", "\tat ");
        assertThat(ca.exchanges("PKIOperation")).isEmpty();
    }

    private String publicKeyOfTheToken() {
        Path der = directory.resolve("token-public.der");
        token.pkcs11Tool("--read-object", "--type", "pubkey", "--label", SoftToken.KEY, "--output-file", der)
                .run()
                .mustSucceed();
        return Command.of("openssl", "pkey", "-pubin", "-inform", "der", "-in", der)
                .run()
                .mustSucceed()
                .out();
    }

    private static String publicKeyOf(Pem certificate) {
        return Command.of("openssl", "x509", "-in", certificate.file(), "-noout", "-pubkey")
                .run()
                .mustSucceed()
                .out();
    }
}
