package org.scepclient.agent.automation;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.scepclient.agent.script.CallerLocale;

/** Tells whoever supervises this process how far it is. */
public interface ServiceNotifier {

    /** The start is over. */
    void ready();

    /** One line for people. */
    void status(String line);

    /** The end has begun. */
    void stopping();

    static ServiceNotifier none() {
        return new Silent();
    }

    /**
     * systemd's way. Java cannot send to its socket, a datagram one, so {@code systemd-notify} does; the unit has to say
     * {@code NotifyAccess=all}.
     *
     * @param socket the environment's {@code NOTIFY_SOCKET}
     * @param log told once if there is no such program
     */
    static ServiceNotifier of(Optional<String> socket, RunLog log) {
        return socket.filter(name -> !name.isEmpty()).isPresent() ? new Systemd("systemd-notify", log) : none();
    }

    /** Nobody supervises. */
    record Silent() implements ServiceNotifier {
        @Override
        public void ready() {}

        @Override
        public void status(String line) {}

        @Override
        public void stopping() {}
    }

    /** By systemd's own program. */
    final class Systemd implements ServiceNotifier {
        private static final Duration LIMIT = Duration.ofSeconds(5);

        private final String program;
        private final RunLog log;
        private boolean works = true;

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
            if (!works) {
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
                works = false;
                log.say("systemd is told nothing: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
