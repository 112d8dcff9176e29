package org.scepclient.it.attack;

import java.io.IOException;
import org.scepclient.value.Bytes;

/**
 * A request to the CA.
 *
 * @param operation the value of the operation parameter; for published files, the path
 * @param message of a PKIOperation
 * @param forward sends the request to the CA
 */
record Exchange(String operation, Bytes message, Forward forward) {

    interface Forward {
        Reply ask() throws IOException;
    }

    /** The CA's response; the CA processes the request. */
    Reply honest() throws IOException {
        return forward.ask();
    }

    boolean is(String name) {
        return operation.equals(name);
    }
}
