package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Terminal;
import org.scepclient.value.Secret;

/** Runs {@code scepclient} in this process. */
@NullMarked
public final class CommandInProcess {
    private CommandInProcess() {}

    public static int run(CommandContext context, String... args) {
        return new ScepclientCommand(context).run(args);
    }

    public static Terminal noTerminal() {
        return new NoTerminal();
    }

    private static final class NoTerminal implements Terminal {
        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean showsErrors() {
            return false;
        }

        @Override
        public Optional<String> prompt(String question) {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> promptSecret(String question) {
            return Optional.empty();
        }

        @Override
        public void showProgress(String line) {}

        @Override
        public void clearProgress() {}
    }
}
