package org.scepclient.agent.automation;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scepclient.agent.script.CallerLocale;

/** Notifies the supervisor of this process of its state. */
public interface ServiceNotifier {

    /** Reports that the start is complete. */
    void ready();

    /** Reports a status message of one line. */
    void status(String line);

    /** Reports that the process is stopping. */
    void stopping();

    static ServiceNotifier none() {
        return new Silent();
    }

    /**
     * The notifier for systemd, if that is the supervisor. Java does not support its datagram socket, so the program
     * {@code systemd-notify} sends the notifications; the unit requires {@code NotifyAccess=all}.
     *
     * @param socket the environment variable {@code NOTIFY_SOCKET}
     * @param log receives one message if the program is not installed
     */
    static ServiceNotifier of(Optional<String> socket, RunLog log) {
        return socket.filter(name -> !name.isEmpty()).isPresent() ? new Systemd("systemd-notify", log) : none();
    }

    /** Does not notify anyone. */
    record Silent() implements ServiceNotifier {
        @Override
        public void ready() {}

        @Override
        public void status(String line) {}

        @Override
        public void stopping() {}
    }

    /** Notifies systemd by its program. */
    final class Systemd implements ServiceNotifier {
        private static final Duration LIMIT = Duration.ofSeconds(5);

        private final String program;
        private final RunLog log;
        private boolean available = true;

        Systemd(String program, RunLog log) {
            this.program = program;
            this.log = log;
        }

        @Override
        public void ready() {
            send("READY=1");
        }

        @Override
        public void status(String line) {
            send("STATUS=" + line.lines().findFirst().orElse(""));
        }

        @Override
        public void stopping() {
            send("STOPPING=1");
        }

        private void send(String message) {
            if (!available) {
                return;
            }
            try {
                ProcessBuilder builder = new ProcessBuilder(program, message)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
                CallerLocale.restore(builder.environment());
                Process process = builder.start();
                if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                available = false;
                log.warning("cannot notify systemd: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
