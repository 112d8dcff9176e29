package org.scepclient.it.ldap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.scepclient.it.app.Programs;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/** OpenLDAP's {@code slapd} on a free port of the loopback interface, with one entry below {@code dc=example}. */
final class Slapd implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final String ENTRY = "cn=Directory CA,dc=example";

    private final Running process;
    private final int port;

    private Slapd(Running process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the server.
     *
     * @param attributes of the entry, such as {@code cACertificate;binary}, each with its DER value
     */
    static Slapd start(Path directory, Map<String, byte[]> attributes) {
        Path program = Programs.require("slapd", "slapd");
        int port = freePort();
        try {
            Path database = Files.createDirectories(directory.resolve("database"));
            Path configuration = Files.writeString(directory.resolve("slapd.conf"), configuration(database));
            Path ldif = Files.writeString(directory.resolve("entries.ldif"), ldif(attributes));
            Command.of(Programs.require("slapadd", "slapd"), "-f", configuration, "-l", ldif)
                    .run()
                    .mustSucceed();
            // With a debug level it stays in the foreground; level 256 logs operations, not packets.
            Running process = Command.of(program, "-f", configuration, "-h", "ldap://127.0.0.1:" + port, "-d", 256)
                    .start();
            process.awaitLine("slapd starting", START);
            return new Slapd(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port; slapd cannot choose one and report it. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of an attribute of the entry (RFC 4516); empty for all attributes. */
    String url(String attribute) {
        return "ldap://127.0.0.1:" + port + "/" + ENTRY.replace(" ", "%20") + "?" + attribute
                + "?base?objectClass=pkiCA";
    }

    int port() {
        return port;
    }

    private static String configuration(Path database) {
        return """
                include /etc/ldap/schema/core.schema
                modulepath /usr/lib/ldap
                moduleload back_ldif
                database ldif
                suffix "dc=example"
                directory "%s"
                access to * by * read
                """.formatted(database);
    }

    private static String ldif(Map<String, byte[]> attributes) {
        StringBuilder text = new StringBuilder("""
                dn: dc=example
                objectClass: dcObject
                objectClass: organization
                dc: example
                o: Example

                dn: %s
                objectClass: applicationProcess
                objectClass: pkiCA
                cn: Directory CA
                """.formatted(ENTRY));
        attributes.forEach((name, der) -> text.append(name)
                .append(":: ")
                .append(Base64.getEncoder().encodeToString(der))
                .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        process.close();
    }
}
