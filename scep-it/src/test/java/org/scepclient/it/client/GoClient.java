package org.scepclient.it.client;

import java.nio.file.Path;
import java.time.Duration;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;

/** micromdm's {@code scepclient}, in Go. */
final class GoClient implements ClientPeer {

    /** On PENDING it always waits 30 seconds and then sends its request again. */
    private static final Duration LONGEST = Duration.ofSeconds(100);

    @Override
    public Command enroll(TestCa ca, Path directory, String challenge) {
        return Command.of(Programs.require("scepclient", "scep"), "-server-url", ca.url())
                .and("-private-key", directory.resolve("go.key"), "-certificate", certificate(directory))
                .and("-challenge", challenge, "-cn", "go", "-organization", "Devices", "-debug")
                .within(LONGEST);
    }

    /** If key and certificate exist, it renews the certificate with the same key. */
    @Override
    public Command renew(TestCa ca, Path directory) {
        return enroll(ca, directory, ca.challenge());
    }

    @Override
    public Path certificate(Path directory) {
        return directory.resolve("go.crt");
    }
}
