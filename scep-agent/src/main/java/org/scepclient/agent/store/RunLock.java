package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.value.Printable;

/**
 * The lock for one run at a time: the {@link ProcessFile} {@code run}, with the phase of the run, its beginning, and what it waits
 * for.
 */
public final class RunLock {
    private static final int LINES_OF_OUTAGE = 4;
    /** In place of the beginning, for a holder that is not a run. */
    private static final String NO_RUN = "-";

    private final DurableDirectory directory;

    RunLock(DurableDirectory directory) {
        this.directory = directory;
    }

    /**
     * The run that holds the lock.
     *
     * @param pid its process; 0 if unknown
     * @param outage the outage of the server that it waits for, if any
     */
    public record Holder(long pid, RunPhase phase, Optional<Outage> outage) {
        static Holder of(ProcessFile.Holder process) {
            List<String> lines = process.lines();
            return new Holder(
                    process.pid(),
                    phaseOf(lines),
                    lines.size() < LINES_OF_OUTAGE ? Optional.empty() : Outage.read(lines.get(2), lines.get(3)));
        }
    }

    private static RunPhase phaseOf(List<String> lines) {
        return Arrays.stream(RunPhase.values())
                .filter(phase -> !lines.isEmpty() && phase.id().equals(lines.getFirst()))
                .findFirst()
                .orElse(RunPhase.CHECK);
    }

    /** A run that a kill or a power cut has ended. */
    public record Killed(RunPhase phase, RunTrigger trigger, Instant started) {
        private static Optional<Killed> read(ProcessFile.Holder left) {
            List<String> lines = left.lines();
            String[] begin = lines.size() < 2 ? new String[0] : lines.get(1).split(" ", 2);
            if (begin.length < 2) {
                return Optional.empty();
            }
            try {
                Instant started = Instant.parse(begin[1]);
                return Arrays.stream(RunTrigger.values())
                        .filter(trigger -> trigger.id().equals(begin[0]))
                        .findFirst()
                        .map(trigger -> new Killed(phaseOf(lines), trigger, started));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * The server cannot be reached, and the run waits for its next attempt.
     *
     * @param next time of the next attempt
     * @param cause error of the last attempt, one line
     */
    public record Outage(Instant next, String cause) {
        private static Optional<Outage> read(String next, String cause) {
            try {
                return Optional.of(new Outage(Instant.parse(next), cause));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    /** Acquires the lock; empty if another run holds it. Creates the directory if it does not exist. */
    public Optional<Held> tryAcquire() throws StorageException {
        ProcessFile file = file();
        return file.tryHold(List.of(RunPhase.CHECK.id(), NO_RUN)) ? Optional.of(new Held(file)) : Optional.empty();
    }

    /** The last run, if it was killed and no run has begun since. */
    public Optional<Killed> killed() throws StorageException {
        return file().left().flatMap(Killed::read);
    }

    /** The current holder of the lock. Does not acquire it. */
    public Optional<Holder> holder() throws StorageException {
        return file().holder().map(Holder::of);
    }

    /**
     * Asks the process of the active run to end, as {@code etc/init stop} does. False without a run, if its process is
     * unknown, and if it is a service, which does not end with a run.
     */
    public boolean terminateHolder() throws StorageException {
        long pid = file().holder().map(ProcessFile.Holder::pid).orElse(0L);
        long service = new ProcessFile(directory, CertificateStore.SERVICE)
                .holder()
                .map(ProcessFile.Holder::pid)
                .orElse(0L);
        return pid > 0
                && pid != service
                && pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
    }

    private ProcessFile file() {
        return new ProcessFile(directory, CertificateStore.RUN);
    }

    /** The lock while this process holds it. */
    public static final class Held implements AutoCloseable {
        private final ProcessFile file;
        private RunPhase phase = RunPhase.CHECK;
        private String begin = NO_RUN;

        private Held(ProcessFile file) {
            this.file = file;
        }

        /**
         * Records the beginning of a run, in case that it is killed.
         *
         * @return the run before it, if that was killed
         */
        public synchronized Optional<Killed> begin(RunTrigger trigger, Instant time) throws StorageException {
            begin = trigger.id() + " " + time;
            working();
            return file.left().flatMap(Killed::read);
        }

        /** Records the phase of the run for readers of the state. */
        public synchronized void enter(RunPhase entered) {
            phase = entered;
            working();
        }

        /** Records for readers that the run waits for the server. */
        public synchronized void waiting(Outage outage) {
            List<String> lines =
                    new ArrayList<>(List.of(phase.id(), begin, outage.next().toString()));
            lines.add(Printable.oneLine(outage.cause()));
            file.write(lines);
        }

        /** Records for readers that the run does not wait for the server. */
        public synchronized void working() {
            file.write(List.of(phase.id(), begin));
        }

        /** True until the lock is released. */
        boolean isValid() {
            return file.isHeld();
        }

        /** Releases the lock. */
        @Override
        public void close() throws StorageException {
            file.release();
        }
    }
}
