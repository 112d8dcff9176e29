package org.scepclient.it.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.scepclient.it.app.Programs;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/**
 * micromdm's {@code scepserver}. It always listens on all interfaces, so it runs in a network namespace with only the
 * loopback interface, and its clients are started inside that namespace.
 */
public final class ScepServer implements ServerPeer {

    private static final String CHALLENGE = "scepserver-secret";
    private static final Duration START = Duration.ofSeconds(20);

    private final Running process;
    private final Path depot;

    private ScepServer(Running process, Path depot) {
        this.process = process;
        this.depot = depot;
    }

    public static ScepServer start(Path directory) {
        return start(directory, 365);
    }

    /**
     * Starts a server whose certificates are valid from 10 minutes ago to {@code days} days from now. A server started
     * before in the same directory was the same CA.
     */
    public static ScepServer start(Path directory, int days) {
        Path program = Programs.require("scepserver", "scep");
        Path depot = directory.resolve("depot");
        if (!Files.exists(depot)) {
            Command.of(program, "ca", "-init", "-depot", depot, "-keySize", 2048)
                    .run()
                    .mustSucceed();
        }
        String script = "ip link set lo up && exec \"$@\"";
        Running process = Command.of("unshare", "--map-root-user", "--net", "sh", "-c", script, "sh", program)
                .and("-port", 8080, "-depot", depot, "-challenge", CHALLENGE)
                // With 0, a certificate can be renewed at any time, not only in its last 14 days.
                .and("-allowrenew", 0, "-crtvalid", days)
                .start();
        process.awaitLine("msg=listening", START);
        return new ScepServer(process, depot);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:8080/scep");
    }

    @Override
    public X509Certificate caCertificate() {
        return Pem.read(depot.resolve("ca.pem")).certificate();
    }

    @Override
    public String challenge() {
        return CHALLENGE;
    }

    @Override
    public Command reaching(Command command) {
        String pid = Long.toString(process.pid());
        return command.startedBy(
                List.of("nsenter", "--target", pid, "--user", "--preserve-credentials", "--net", "--"));
    }

    @Override
    public void close() {
        process.close();
    }
}
