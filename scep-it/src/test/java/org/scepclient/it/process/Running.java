package org.scepclient.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running program. Its output is read continuously, so that it never blocks on a full pipe. */
public final class Running implements AutoCloseable {

    private static final Duration OUTPUT_AFTER_EXIT = Duration.ofSeconds(2);

    private final Command command;
    private final Process process;
    private final Transcript transcript;
    private final long startedAt = System.nanoTime();

    private Running(Command command, Process process) {
        this.command = command;
        this.process = process;
        this.transcript = Transcript.of(process);
    }

    static Running start(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(command.directory().toFile());
        builder.environment().putAll(command.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Running(command, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The pids of the program's running children. */
    public List<Long> children() {
        return process.children().map(ProcessHandle::pid).toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for a line on either stream; earlier lines count.
     *
     * @throws AssertionError if the program ends or the limit passes without one
     */
    public Matcher awaitLine(String pattern, Duration limit) {
        try {
            return transcript
                    .awaitMatch(Pattern.compile(pattern), limit)
                    .orElseThrow(() -> new AssertionError("no line matched /" + pattern + "/\n" + snapshot()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for the end of the program; at the limit, kills it with its children and fails. */
    public Finished awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new AssertionError("still running after " + limit.toSeconds() + " s, killed\n" + snapshot());
            }
            transcript.awaitEnd(OUTPUT_AFTER_EXIT);
            return snapshot();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Sends SIGKILL to the program and all its descendants, so that no signal handler runs. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The output so far; the exit code is -1 while the program is running. */
    public Finished snapshot() {
        return new Finished(
                command,
                process.isAlive() ? -1 : process.exitValue(),
                transcript.out(),
                transcript.err(),
                Duration.ofNanos(System.nanoTime() - startedAt));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private AssertionError interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        kill();
        return new AssertionError("interrupted while waiting for " + command, cause);
    }
}
