package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Program;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;

/** The file for the result of a command, which an option names. */
final class ResultFile {
    private ResultFile() {}

    /** The file, which is not standard output beside a JSON object there. */
    static OutputFile of(Arguments arguments, String option, FileAccess access) throws CommandException {
        Path file = arguments.file(option).orElseThrow();
        if (arguments.has(Program.JSON) && isStandardOutput(file)) {
            throw CommandException.usage(
                    option + ": standard output has the object of " + Program.JSON + "; name a file");
        }
        return OutputFile.of(file, access);
    }

    private static boolean isStandardOutput(Path file) {
        return file.startsWith("/dev/stdout") || file.startsWith("/dev/fd/1") || file.startsWith("/proc/self/fd/1");
    }
}
