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

    /** The challengePassword that it wants. */
    String challenge();

    /** Whether it answers with DES, 3DES or SHA-1 whatever it offers. */
    default boolean answersWithOldCiphers() {
        return true;
    }

    /** The command, so started that it reaches the server. */
    default Command reaching(Command command) {
        return command;
    }

    /** Waits until a request waits for approval. */
    default void awaitRequest(Duration limit) {
        throw new UnsupportedOperationException("this server approves by itself");
    }

    /** Approves every request that waits. */
    default void approveAll() {
        throw new UnsupportedOperationException("this server approves by itself");
    }

    @Override
    void close();
}
