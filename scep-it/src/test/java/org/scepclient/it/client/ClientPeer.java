package org.scepclient.it.client;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;

/**
 * A SCEP client of other people. Each method gives the command for one operation at the test CA; keys and certificates
 * lie in the directory. What a client does not have, it says by {@link #notOffered}.
 */
interface ClientPeer {

    default Command getcaps(TestCa ca, Path directory) {
        throw notOffered("it asks for capabilities by itself and shows them to nobody");
    }

    default Command getca(TestCa ca, Path directory) {
        throw notOffered("it fetches the CA certificate by itself and keeps it");
    }

    /** Exits with 0 when {@link #certificate} is there, and with another code when the CA refused. */
    Command enroll(TestCa ca, Path directory, String challenge);

    /** Renews what {@link #enroll} left in the directory. */
    default Command renew(TestCa ca, Path directory) {
        throw notOffered("it has no renewal");
    }

    default Command getcert(TestCa ca, Path directory) {
        throw notOffered("it has no GetCert");
    }

    default Command getcrl(TestCa ca, Path directory) {
        throw notOffered("it has no GetCRL");
    }

    default Command getnextca(TestCa ca, Path directory) {
        throw notOffered("it has no GetNextCACert");
    }

    /** In PEM, after an enroll or renew. */
    Path certificate(Path directory);

    static TestAbortedException notOffered(String reason) {
        return new TestAbortedException(reason);
    }
}
