package org.scepclient.it.client;

import java.nio.file.Path;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;

/** certmonger with its helper {@code scep-submit}. */
final class CertmongerClient implements ClientPeer {

    private static final Path SCRIPT = Path.of("src/test/sh/certmonger").toAbsolutePath();

    @Override
    public Command getcaps(TestCa ca, Path directory) {
        return submit(ca, "-c");
    }

    @Override
    public Command getca(TestCa ca, Path directory) {
        return submit(ca, "-C");
    }

    @Override
    public Command enroll(TestCa ca, Path directory, String challenge) {
        Programs.require("certmonger", "certmonger");
        return Command.of(SCRIPT, directory, ca.url(), ca.caFile(), challenge);
    }

    @Override
    public Command renew(TestCa ca, Path directory) {
        return enroll(ca, directory, "").and("rekey");
    }

    private static Command submit(TestCa ca, String operation) {
        Path program = Programs.require("/usr/lib/certmonger/scep-submit", "certmonger");
        return Command.of(program, "-u", ca.url(), operation);
    }

    @Override
    public Path certificate(Path directory) {
        return directory.resolve("certmonger.crt");
    }
}
