package org.scepclient.it.client;

import java.nio.file.Path;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepClientProgram;
import org.scepclient.it.process.Command;

/** jscep's client, in its own JVM. */
final class JscepClient implements ClientPeer {

    @Override
    public Command getcaps(TestCa ca, Path directory) {
        return program("getcaps", ca, directory);
    }

    @Override
    public Command getca(TestCa ca, Path directory) {
        return program("getca", ca, directory);
    }

    @Override
    public Command enroll(TestCa ca, Path directory, String challenge) {
        return program("enroll", ca, directory).and(challenge);
    }

    @Override
    public Command renew(TestCa ca, Path directory) {
        throw ClientPeer.notOffered("jscep's client sends PKCSReq only");
    }

    @Override
    public Command getcert(TestCa ca, Path directory) {
        return program("getcert", ca, directory)
                .and(Pem.read(certificate(directory)).certificate().getSerialNumber());
    }

    @Override
    public Command getcrl(TestCa ca, Path directory) {
        return program("getcrl", ca, directory);
    }

    @Override
    public Command getnextca(TestCa ca, Path directory) {
        return program("getnextca", ca, directory);
    }

    private static Command program(String operation, TestCa ca, Path directory) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Command.of(java, "-cp", System.getProperty("java.class.path"), JscepClientProgram.class.getName())
                .and(operation, ca.url(), directory);
    }

    @Override
    public Path certificate(Path directory) {
        return directory.resolve("certificate.der");
    }
}
