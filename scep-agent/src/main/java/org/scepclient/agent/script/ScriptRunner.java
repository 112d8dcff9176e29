package org.scepclient.agent.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs shell commands that the device's owner has set. They are read from a file that only the owner may read, so that
 * secrets in them are in nobody's process list.
 */
public final class ScriptRunner {
    private static final String SHELL = "/bin/sh";
    /** The shell puts the directory before the PATH, which need not be text: Java would re-encode it. */
    private static final String WITH_PROGRAMS = "PATH=$1${PATH:+:$PATH}; export PATH; exec " + SHELL + " \"$2\"";

    /** What a daemon that the script left behind may still print after the script's end. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Path programs;
    private final Duration limit;
    private final Charset charset;

    /**
     * @param programs a directory that comes first on the script's PATH
     * @param limit a script that takes longer is killed, and all that it has started
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
     * Runs the commands to their end, in the root directory and without input.
     *
     * @param environment variables besides those of this process
     */
    public ScriptResult run(String commands, Map<String, String> environment) throws InterruptedException {
        Optional<String> lossy = lossy(environment);
        if (lossy.isPresent()) {
            return new ScriptResult(ScriptResult.End.NOT_STARTED, -1, lossy.get());
        }
        try {
            // A file for its owner alone, by the contract of createTempFile.
            Path script = Files.createTempFile("scep-script", ".sh");
            try {
                Files.writeString(script, commands, UTF_8);
                return run(script, environment);
            } finally {
                Files.deleteIfExists(script);
            }
        } catch (IOException e) {
            return new ScriptResult(ScriptResult.End.NOT_STARTED, -1, String.valueOf(e.getMessage()));
        }
    }

    /** What the script would get as question marks. */
    private Optional<String> lossy(Map<String, String> environment) {
        CharsetEncoder encoder = charset.newEncoder();
        return environment.entrySet().stream()
                .filter(variable -> !encoder.canEncode(variable.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> "the value of " + name + " has characters that " + charset
                        + " lacks; set LC_ALL to an installed locale in UTF-8");
    }

    private ScriptResult run(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(SHELL, "-c", WITH_PROGRAMS, SHELL, programs.toString(), script.toString()))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        CallerLocale.restore(builder.environment());
        builder.environment().putAll(environment);
        Process process = builder.start();
        OutputTail output = OutputTail.of(process.getInputStream());
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                ProcessTree.of(process).kill();
            }
            String text = output.after(LAST_WORDS);
            return ended
                    ? new ScriptResult(ScriptResult.End.EXITED, process.exitValue(), text)
                    : new ScriptResult(ScriptResult.End.TIMED_OUT, -1, text);
        } catch (InterruptedException e) {
            ProcessTree.of(process).kill();
            throw e;
        }
    }
}
