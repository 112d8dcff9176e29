package org.scepclient.bench;

import org.scepclient.it.jscep.JscepServer;
import org.scepclient.it.jscep.JscepSettings;

/** Runs jscep's servlet in its own process, until the end of standard input. Argument: the challenge password. */
public final class JscepServerProgram {
    private JscepServerProgram() {}

    public static void main(String[] arguments) throws java.io.IOException {
        try (JscepServer server = JscepServer.start(JscepSettings.withChallenge(arguments[0]))) {
            System.out.println(server.url());
            while (System.in.read() >= 0) {
                // Ignores the input and waits for its end.
            }
        }
    }
}
