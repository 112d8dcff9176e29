package org.scepclient.it.server;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.scepclient.it.process.Command;

/** A running SCEP server. */
public interface ServerPeer extends AutoCloseable {

    URI url();

    /** The issuing CA's certificate, from the server's own store and not over the wire. */
    X509Certificate caCertificate();

    /** The challengePassword that it requires. */
    String challenge();

    /** Whether it replies with DES, 3DES or SHA-1 although it offers better algorithms. */
    default boolean answersWithOldCiphers() {
        return true;
    }

    /** The command in an environment from which it reaches the server. */
    default Command reaching(Command command) {
        return command;
    }

    /** Waits for a pending request. */
    default void awaitRequest(Duration limit) {
        throw new UnsupportedOperationException("this server approves by itself");
    }

    /** Approves every pending request. */
    default void approveAll() {
        throw new UnsupportedOperationException("this server approves by itself");
    }

    @Override
    void close();
}
