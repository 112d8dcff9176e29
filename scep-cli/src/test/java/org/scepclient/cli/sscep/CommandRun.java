package org.scepclient.cli.sscep;

import java.util.List;

/** How a command ended and what it printed. */
record CommandRun(int exitCode, String out, String err) {

    List<String> lines() {
        return out.lines().toList();
    }

    List<String> complaints() {
        return err.lines().toList();
    }
}
