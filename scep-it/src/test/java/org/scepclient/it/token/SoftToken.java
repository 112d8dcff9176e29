package org.scepclient.it.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.it.app.Programs;
import org.scepclient.it.process.Command;

/**
 * A SoftHSM2 token with one RSA key that was generated inside and cannot be extracted.
 *
 * @param directory of the token and its configuration
 */
record SoftToken(Path directory) {

    static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
    static final String PIN = "1234";
    static final String LABEL = "scep-token";
    static final String KEY = "device";

    static SoftToken create(Path directory) {
        Path softhsm = Programs.require("softhsm2-util", "softhsm2");
        SoftToken token = new SoftToken(directory);
        try {
            Path tokens = Files.createDirectories(directory.resolve("tokens"));
            Files.writeString(
                    token.configuration(),
                    "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        token.seen(Command.of(softhsm, "--init-token", "--free", "--label", LABEL, "--so-pin", "4321", "--pin", PIN))
                .run()
                .mustSucceed();
        token.pkcs11Tool("--keypairgen", "--key-type", "rsa:2048", "--id", "01", "--label", KEY)
                .run()
                .mustSucceed();
        return token;
    }

    private Path configuration() {
        return directory.resolve("softhsm2.conf");
    }

    /** The command in an environment with access to the token. */
    Command seen(Command command) {
        return command.with("SOFTHSM2_CONF", configuration());
    }

    Command pkcs11Tool(Object... arguments) {
        Path program = Programs.require("pkcs11-tool", "opensc");
        return seen(Command.of(program, "--module", MODULE, "--token-label", LABEL, "--login", "--pin", PIN)
                .and(arguments));
    }

    /** A certification request that openssl creates with its pkcs11 engine, signed by the token's key. */
    Path request(String challenge) {
        Path request = directory.resolve("token.csr");
        Path configuration = directory.resolve("openssl.cnf");
        try {
            Files.writeString(configuration, opensslConfiguration(challenge));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seen(Command.of(Programs.require("openssl", "openssl libengine-pkcs11-openssl"), "req", "-new"))
                .and("-config", configuration, "-engine", "pkcs11", "-keyform", "engine")
                .and("-key", "pkcs11:token=" + LABEL + ";object=" + KEY + ";type=private", "-out", request)
                .with("OPENSSL_CONF", configuration)
                .run()
                .mustSucceed();
        return request;
    }

    private static String opensslConfiguration(String challenge) {
        return """
                openssl_conf = initialization
                [initialization]
                engines = engines
                [engines]
                pkcs11 = token
                [token]
                engine_id = pkcs11
                MODULE_PATH = %s
                PIN = %s
                init = 1
                [req]
                prompt = no
                distinguished_name = dn
                attributes = attributes
                [dn]
                O = Devices
                CN = token device
                [attributes]
                challengePassword = %s
                """.formatted(MODULE, PIN, challenge);
    }
}
