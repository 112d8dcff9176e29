package org.scepclient.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Command;

/**
 * Runs {@code scepclient} for one device at one server.
 *
 * @param directory of the device's files, which {@code enroll} creates
 */
record Scepclient(App app, ServerPeer peer, Path directory) {

    Command ca() {
        return peer.reaching(app.scepclient("ca", "--url", peer.url(), "--ca-fingerprint", fingerprint(peer)));
    }

    /** Enrolls from nothing; the subject is the name of the directory. */
    Command enroll(String challenge) {
        return withLegacy(enrollStrictly(challenge));
    }

    /** Enrolls without old ciphers. */
    Command enrollStrictly(String challenge) {
        return peer.reaching(app.scepclient("enroll", "--url", peer.url(), "--out", directory)
                .and("--subject", "/O=Devices/CN=" + directory.getFileName())
                .and("--challenge-file", secret(challenge), "--ca-fingerprint", fingerprint(peer)));
    }

    Command renew() {
        return peer.reaching(withLegacy(app.scepclient("enroll", "--url", peer.url(), "--out", directory, "--renew")
                .and("--challenge-file", secret(peer.challenge()))));
    }

    Command crl(Path output) {
        return peer.reaching(
                withLegacy(app.scepclient("crl", "--url", peer.url(), "--cert", certificate(), "--out", output)));
    }

    Command cert(String serial, Path output) {
        return peer.reaching(withLegacy(app.scepclient("cert", "--url", peer.url(), "--cert", certificate())
                .and("--serial", serial, "--out", output)));
    }

    /** Permits old ciphers in replies, which are refused by default. */
    private Command withLegacy(Command command) {
        return peer.answersWithOldCiphers() ? command.and("--legacy") : command;
    }

    /** Whether there is a pending request. */
    boolean waits() {
        return Files.exists(directory.resolve(".enrollment/ticket"));
    }

    Path certificate() {
        return directory.resolve("cert.pem");
    }

    Path key() {
        return directory.resolve("key.pem");
    }

    Pem issued() {
        return Pem.read(certificate());
    }

    private Path secret(String challenge) {
        try {
            return Files.writeString(directory.resolveSibling(directory.getFileName() + ".challenge"), challenge);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(ServerPeer peer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(peer.caCertificate().getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }
}
