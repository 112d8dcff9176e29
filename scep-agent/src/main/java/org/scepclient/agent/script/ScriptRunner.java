package org.scepclient.agent.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the shell commands of a script. The shell reads them from a pipe, so that secrets in them do not appear in the process
 * list, and that no file is needed, for which there may be no space.
 */
public final class ScriptRunner {
    private static final String SHELL = "/bin/sh";
    /**
     * The shell extends PATH, because its value may be bytes that are not text, which Java would change. It reads the commands
     * before it runs them, since they have no input.
     */
    private static final String FROM_PIPE = "PATH=$1${PATH:+:$PATH}; export PATH; scep_script=$(cat) || exit; set --; "
            + "exec </dev/null; eval \"unset scep_script; $scep_script\"";

    /** Time to wait for output after the script's end, since a daemon that it started may keep the stream open. */
    private static final Duration OUTPUT_TIMEOUT = Duration.ofMillis(200);

    private final Path programs;
    private final Duration limit;
    private final Charset charset;

    /**
     * @param programs first directory of the script's PATH
     * @param limit time limit, after which the script and its child processes are killed
     */
    public ScriptRunner(Path programs, Duration limit) {
        this(programs, limit, CallerLocale.charset());
    }

    ScriptRunner(Path programs, Duration limit, Charset charset) {
        this.programs = programs;
        this.limit = limit;
        this.charset = charset;
    }

    /**
     * Runs the commands in the root directory, without input, and waits for their end.
     *
     * @param environment additional environment variables
     */
    public ScriptResult run(String commands, Map<String, String> environment) throws InterruptedException {
        Optional<String> problem = encodingProblem(environment);
        if (problem.isPresent()) {
            return new ScriptResult(ScriptResult.End.NOT_STARTED, -1, problem.get());
        }
        try {
            return run(start(environment), commands);
        } catch (IOException e) {
            return new ScriptResult(ScriptResult.End.NOT_STARTED, -1, String.valueOf(e.getMessage()));
        }
    }

    /** Reports a variable with characters that the script would receive as question marks. */
    private Optional<String> encodingProblem(Map<String, String> environment) {
        CharsetEncoder encoder = charset.newEncoder();
        return environment.entrySet().stream()
                .filter(variable -> !encoder.canEncode(variable.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> "the value of " + name + " has characters that " + charset
                        + " cannot encode; set LC_ALL to an installed UTF-8 locale");
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(SHELL, "-c", FROM_PIPE, SHELL, programs.toString()))
                .directory(new File("/"))
                .redirectErrorStream(true);
        // The launcher's, for the Java process only, and the log's: the app's commands in the script print for the
        // script.
        List.of("MALLOC_ARENA_MAX", "SCEPCLIENT_LOG_PRIORITIES").forEach(builder.environment()::remove);
        CallerLocale.restore(builder.environment());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private ScriptResult run(Process process, String commands) throws InterruptedException {
        OutputTail output = OutputTail.of(process.getInputStream());
        try {
            write(process, commands);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                ProcessTree.of(process).kill();
            }
            String text = output.await(OUTPUT_TIMEOUT);
            return ended
                    ? new ScriptResult(ScriptResult.End.EXITED, process.exitValue(), text)
                    : new ScriptResult(ScriptResult.End.TIMED_OUT, -1, text);
        } catch (InterruptedException e) {
            ProcessTree.of(process).kill();
            throw e;
        }
    }

    private static void write(Process process, String commands) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(commands.getBytes(UTF_8));
        } catch (IOException e) {
            // The shell has ended; its output and exit code have the reason.
        }
    }
}
