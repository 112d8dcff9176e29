package org.scepclient.it.client;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;

/**
 * A third-party SCEP client. Each method returns the command for one operation at the test CA, which keeps keys and
 * certificates in the directory, or {@link #notOffered} if the client lacks the operation.
 */
interface ClientPeer {

    default Command getcaps(TestCa ca, Path directory) {
        throw notOffered("it requests the capabilities internally and does not print them");
    }

    default Command getca(TestCa ca, Path directory) {
        throw notOffered("it fetches the CA certificate internally and does not write it");
    }

    /** Exits with 0 when {@link #certificate} has been written, and with another code if the CA refused. */
    Command enroll(TestCa ca, Path directory, String challenge);

    /** Renews the certificate from {@link #enroll} in the directory. */
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

    /** The certificate file in PEM, after an enroll or renew. */
    Path certificate(Path directory);

    static TestAbortedException notOffered(String reason) {
        return new TestAbortedException(reason);
    }
}
