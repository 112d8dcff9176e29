package org.scepclient.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that was started. Its output is read all the time, so it never blocks on a full pipe. */
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

    /** The pids of what the program itself has started and what still runs. */
    public List<Long> children() {
        return process.children().map(ProcessHandle::pid).toList();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for a line on either stream; lines said before the call count.
     *
     * @throws AssertionError when the program ends or the limit passes without one
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

    /** Waits for the end; at the limit the program and its children are killed and the call fails. */
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

    /** SIGKILL, to the program and everything it started: no handler of theirs runs. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What has been said so far; the exit code is -1 while the program runs. */
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
