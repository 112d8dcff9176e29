package org.scepclient.it.sscep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Device;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedCa;

/**
 * A scripted CA, its certificate in a file, and a device with a key and a request: the fixture of most tests of the
 * contract.
 */
final class SscepFixture implements AutoCloseable {

    static final String CHALLENGE = "workbench-secret";
    private static final String SUBJECT = "/O=Devices/CN=workbench";

    private final App app = App.packaged();
    private final ScriptedCa ca;
    private final Device device;

    private SscepFixture(ScriptedCa ca, Device device) {
        this.ca = ca;
        this.device = device;
        Pem.write(caFile(), ca.ca().certificate());
    }

    static SscepFixture in(Path directory) {
        return in(directory, JscepSettings.withChallenge(CHALLENGE));
    }

    static SscepFixture in(Path directory, JscepSettings settings) {
        ScriptedCa ca = ScriptedCa.start(settings);
        return new SscepFixture(ca, Device.create(directory, SUBJECT, CHALLENGE));
    }

    ScriptedCa ca() {
        return ca;
    }

    Device device() {
        return device;
    }

    Path file(String name) {
        return device.file(name);
    }

    /** The CA certificate, obtained from the CA itself and not by SCEP. */
    Path caFile() {
        return file("ca.pem");
    }

    /** {@code sscep} with exactly these arguments. */
    Command sscep(Object... arguments) {
        return app.sscep(arguments).in(device.directory());
    }

    /** An operation with the URL of the CA. */
    Command at(String operation, Object... arguments) {
        return sscep(operation, "-u", ca.url()).and(arguments);
    }

    /** A complete enroll command; additional options come last and take precedence. */
    Command enroll(Object... more) {
        return at("enroll", "-c", caFile(), "-k", device.key(), "-r", device.request())
                .and("-l", device.certificate())
                .and(more);
    }

    Command getcert(Object... more) {
        return query("getcert", "copy.pem").and(more);
    }

    Command getcrl(Object... more) {
        return query("getcrl", "crl.pem").and(more);
    }

    private Command query(String operation, String output) {
        return at(operation, "-c", caFile(), "-k", device.key(), "-l", device.certificate())
                .and("-w", file(output));
    }

    /** Enrolls once, for operations that need a certificate. */
    SscepFixture enrolled() {
        if (!Files.exists(device.certificate())) {
            enroll().run().mustSucceed();
        }
        return this;
    }

    /** A second device. */
    Device another(String name) {
        return Device.create(file(name), "/O=Devices/CN=" + name, CHALLENGE);
    }

    /** A device with the name of the first, but another key. */
    Device sameNameAgain(String directory) {
        return Device.create(file(directory), SUBJECT, CHALLENGE);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code openssl}. */
    Finished openssl(Object... arguments) {
        return Command.of("openssl").and(arguments).in(device.directory()).run().mustSucceed();
    }

    @Override
    public void close() {
        ca.close();
    }
}
