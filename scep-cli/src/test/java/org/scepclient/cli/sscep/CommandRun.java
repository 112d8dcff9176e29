package org.scepclient.cli.sscep;

import java.util.List;

/** The exit code and the output of a command. */
record CommandRun(int exitCode, String out, String err) {

    List<String> lines() {
        return out.lines().toList();
    }

    List<String> errorLines() {
        return err.lines().toList();
    }
}
