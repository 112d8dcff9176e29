package org.scepclient.agent.automation;

/** The log of a run, line by line and without secrets: the system log, or a terminal. */
@FunctionalInterface
public interface RunLog {

    /** How urgently an operator should read a line. */
    enum Priority {
        /** No valid certificate, or a renewal that is overdue. */
        ERR(3),
        /** A failure that the next run may correct, or something that needs attention. */
        WARNING(4),
        /** A change: of the certificate, the trust, or the data. */
        NOTICE(5),
        /** A step of a run. */
        INFO(6);

        private final int number;

        Priority(int number) {
            this.number = number;
        }

        /** The number of syslog (RFC 5424 §6.2.1, severity). */
        public int number() {
            return number;
        }
    }

    /** Writes a line to the log. */
    void write(Priority priority, String line);

    default void info(String line) {
        write(Priority.INFO, line);
    }

    default void notice(String line) {
        write(Priority.NOTICE, line);
    }

    default void warning(String line) {
        write(Priority.WARNING, line);
    }

    static RunLog silent() {
        return (priority, line) -> {};
    }
}
