package org.scepclient.agent.device;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.script.CallerLocale;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;

/** The router's command {@code status sys}. Its output contains a degree sign in ISO 8859-1. */
record StatusCommand(Path command) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 1 << 16;
    /** A shell's exit code, and Java's, for a process that a signal has ended is at least this. */
    private static final int SIGNALED = 128;

    /**
     * Runs the command, with its output in a pipe, so that no temporary file is needed. Its exit code does not matter: other
     * devices may have another command of this name.
     *
     * @throws StorageException if the command cannot be started or does not end by itself
     */
    String output() throws StorageException {
        Process process = start();
        try {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            Thread reader = new Thread(() -> drain(process.getInputStream(), output), "status-output");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("it did not end within " + TIMEOUT.toSeconds() + " seconds");
            }
            reader.join(TIMEOUT.toMillis());
            if (process.exitValue() >= SIGNALED) {
                throw failure("it ended with exit code " + process.exitValue());
            }
            return output.toString(ISO_8859_1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws StorageException {
        ProcessBuilder builder = new ProcessBuilder(command.toString(), "sys")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        CallerLocale.restore(builder.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw failure(FileProblem.of(e), e);
        }
    }

    /** Reads to the end, so that the command does not block; the output is limited. */
    private static void drain(InputStream stream, ByteArrayOutputStream output) {
        byte[] buffer = new byte[1024];
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                output.write(buffer, 0, Math.min(n, MAX_OUTPUT - output.size()));
            }
        } catch (IOException e) {
            // The process was killed; what it wrote is not used.
        }
    }

    StorageException failure(String problem) {
        return failure(problem, null);
    }

    private StorageException failure(String problem, @Nullable Exception cause) {
        return new StorageException(
                command.toString(), "cannot read the serial number from 'status sys': " + problem, cause);
    }
}
