package org.scepclient.it.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.it.process.Command;

/** A directory with a key, a certification request and, later, the certificate. */
public record Device(Path directory) {

    /**
     * Creates the directory, a 2048-bit RSA key and a request, with openssl.
     *
     * @param subject in openssl's form, such as {@code /O=Devices/CN=device}
     * @param challenge the challengePassword; empty for none
     */
    public static Device create(Path directory, String subject, String challenge) {
        Device device = new Device(directory);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("request.cnf"), configuration(subject, challenge));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.of("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-config", "request.cnf")
                .and("-keyout", device.key(), "-out", device.request())
                .in(directory)
                .run()
                .mustSucceed();
        return device;
    }

    /** The subject is in the configuration because openssl omits the attributes if it is given with {@code -subj}. */
    private static String configuration(String subject, String challenge) {
        String names = subject.substring(1).replace('/', '\n').replace("=", " = ");
        String attribute = challenge.isEmpty() ? "" : "challengePassword = " + challenge + "\n";
        return "[req]\nprompt = no\nstring_mask = utf8only\ndistinguished_name = dn\nattributes = attributes\n[dn]\n"
                + names + "\n[attributes]\n" + attribute;
    }

    public Path key() {
        return directory.resolve("device.key");
    }

    public Path request() {
        return directory.resolve("device.csr");
    }

    public Path certificate() {
        return directory.resolve("device.crt");
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public Pem issued() {
        return Pem.read(certificate());
    }
}
