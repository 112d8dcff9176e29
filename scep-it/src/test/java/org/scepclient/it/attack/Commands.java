package org.scepclient.it.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.scepclient.CommandInProcess;
import org.scepclient.cli.sscep.SscepCommand;

/** Runs the commands in this process; a command that has to wait stops instead. */
final class Commands {
    private final Path directory;
    private final List<Run> runs = new ArrayList<>();

    Commands(Path directory) {
        this.directory = directory;
    }

    /** The result of a command. */
    record Run(List<String> args, int exitCode, String out, String err) {
        @Override
        public String toString() {
            return String.join(" ", args) + " -> " + exitCode + "\n" + out + err;
        }
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Splits a command line; a word that begins with {@code @} is a file in the directory. */
    private String[] words(String line) {
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].startsWith("@") ? file(words[i].substring(1)).toString() : words[i];
        }
        return words;
    }

    Run sscep(String line) {
        String[] words = words(line);
        return run("sscep", words, context -> new SscepCommand(context).run(words));
    }

    Run scepclient(String line) {
        String[] words = words(line);
        return run("scepclient", words, context -> CommandInProcess.run(context, words));
    }

    private static void giveUp(Duration ignored) throws InterruptedException {
        throw new InterruptedException();
    }

    private interface Program {
        int run(CommandContext context);
    }

    private Run run(String name, String[] words, Program program) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of(
                "SCEPCLIENT_SETTINGS",
                file("settings").toString(),
                "SCEPCLIENT_DATA",
                file("data").toString());
        CommandContext context = new CommandContext(
                new Console(name, stream(out), stream(err)),
                environment::get,
                CommandInProcess.noTerminal(),
                Clock.systemUTC(),
                Commands::giveUp);
        int exitCode = program.run(context);
        // A command that stopped instead of waiting leaves the thread interrupted.
        Thread.interrupted();
        List<String> args = new ArrayList<>(List.of(name));
        args.addAll(List.of(words));
        Run run = new Run(args, exitCode, text(out), text(err));
        runs.add(run);
        return run;
    }

    private static StandardOutput stream(ByteArrayOutputStream bytes) {
        return new StandardOutput(bytes, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
