package org.scepclient.it.attack;

import java.io.IOException;
import org.scepclient.value.Bytes;

/**
 * One request on its way to the CA.
 *
 * @param operation the value of the operation parameter; the path of a published file where there is none
 * @param message of a PKIOperation
 * @param forward asks the CA
 */
record Exchange(String operation, Bytes message, Forward forward) {

    interface Forward {
        Reply ask() throws IOException;
    }

    /** What the CA answers; it has then seen the request. */
    Reply honest() throws IOException {
        return forward.ask();
    }

    boolean is(String name) {
        return operation.equals(name);
    }
}
