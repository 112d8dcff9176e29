package org.scepclient.it.server;

import java.net.URI;
import java.security.cert.X509Certificate;
import org.scepclient.it.process.Command;

/** A running SCEP server. */
interface ServerPeer extends AutoCloseable {

    URI url();

    /** The issuing CA's certificate, from the server's own store and not over the wire. */
    X509Certificate caCertificate();

    /** The challengePassword that it wants. */
    String challenge();

    /** The command, so started that it reaches the server. */
    default Command reaching(Command command) {
        return command;
    }

    /** Approves every request that waits. */
    default void approveAll() {
        throw new UnsupportedOperationException("this server approves by itself");
    }

    @Override
    void close();
}
