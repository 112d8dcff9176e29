package org.scepclient.cli.scepclient;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code scepclient} as a process of its own, on the classes of the test. */
final class CommandProcess {
    private static final int PROGRAM = 4;

    private CommandProcess() {}

    /** As {@link #of}, for another program. */
    static ProcessBuilder of(Path directory, Class<?> program, String... arguments) {
        ProcessBuilder process = of(directory, arguments);
        process.command().set(PROGRAM, program.getName());
        return process;
    }

    /** A command line whose settings and data are in this directory. */
    static ProcessBuilder of(Path directory, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScepclientCommand.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(line);
        process.environment()
                .put("SCEPCLIENT_SETTINGS", directory.resolve("settings").toString());
        process.environment().put("SCEPCLIENT_DATA", directory.resolve("data").toString());
        return process.redirectInput(new File("/dev/null"));
    }

    /** Reads the lines of a running process until one has this text; null if there is none. */
    static String awaitLine(Process process, String text) throws IOException {
        String line = process.errorReader().readLine();
        while (line != null && !line.contains(text)) {
            line = process.errorReader().readLine();
        }
        return line;
    }
}
