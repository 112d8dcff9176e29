package org.scepclient.cli.scepclient;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.scepclient.cli.Surroundings;
import org.scepclient.transport.Sleeper;

/** Runs {@code scepclient} in this process, without a terminal. */
@NullMarked
public final class CommandInProcess {
    private CommandInProcess() {}

    public static int run(Surroundings surroundings, Sleeper sleeper, String... args) {
        return new ScepclientCommand(surroundings, new Host(new Nobody(), Clock.systemUTC(), sleeper)).run(args);
    }

    private static final class Nobody implements Terminal {
        @Override
        public boolean present() {
            return false;
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }

        @Override
        public void progress(String line) {}

        @Override
        public void clearProgress() {}
    }
}
