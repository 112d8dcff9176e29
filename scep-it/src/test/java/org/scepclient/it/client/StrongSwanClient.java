package org.scepclient.it.client;

import java.nio.file.Path;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;

/** strongSwan's {@code pki --scepca} and {@code pki --scep}. */
final class StrongSwanClient implements ClientPeer {

    private static final Path SCRIPT = Path.of("src/test/sh/strongswan-pki").toAbsolutePath();

    @Override
    public Command getca(TestCa ca, Path directory) {
        return pki("--scepca", "--url", ca.url(), "--outform", "pem", "--force")
                .and("--caout", directory.resolve("ca.pem"), "--raout", directory.resolve("ra.pem"));
    }

    @Override
    public Command enroll(TestCa ca, Path directory, String challenge) {
        pki();
        return Command.of(SCRIPT, directory, ca.url(), challenge);
    }

    @Override
    public Command renew(TestCa ca, Path directory) {
        return enroll(ca, directory, "").and("renew");
    }

    private static Command pki(Object... arguments) {
        Programs.requireFile(Path.of("/usr/lib/ipsec/plugins/libstrongswan-curl.so"), "libstrongswan-extra-plugins");
        return Command.of(Programs.require("pki", "strongswan-pki")).and(arguments);
    }

    @Override
    public Path certificate(Path directory) {
        return directory.resolve("pki.crt");
    }
}
