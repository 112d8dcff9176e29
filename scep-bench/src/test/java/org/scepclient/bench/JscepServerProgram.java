package org.scepclient.bench;

import org.scepclient.it.jscep.JscepServer;
import org.scepclient.it.jscep.JscepSettings;

/** jscep's servlet as a process of its own, until standard input ends. Argument: the challenge password. */
public final class JscepServerProgram {
    private JscepServerProgram() {}

    public static void main(String[] arguments) throws java.io.IOException {
        try (JscepServer server = JscepServer.start(JscepSettings.withChallenge(arguments[0]))) {
            System.out.println(server.url());
            while (System.in.read() >= 0) {
                // Only the end of the input matters.
            }
        }
    }
}
