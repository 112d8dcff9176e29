package org.scepclient.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The output of a running program on both streams, readable while it grows. */
final class Transcript {

    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private final List<String> both = new ArrayList<>();
    private int openStreams = 2;

    static Transcript of(Process process) {
        Transcript transcript = new Transcript();
        transcript.follow(process.inputReader(UTF_8), transcript.out);
        transcript.follow(process.errorReader(UTF_8), transcript.err);
        return transcript;
    }

    private void follow(BufferedReader reader, List<String> lines) {
        Thread.ofPlatform().daemon().start(() -> {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    append(lines, line);
                }
            } catch (IOException e) {
                // The pipe of a killed program closes while it is being read; keeps the output so far.
                append(lines, "(output ends: " + e.getMessage() + ")");
            } finally {
                streamEnded();
            }
        });
    }

    private synchronized void append(List<String> lines, String line) {
        lines.add(line);
        both.add(line);
        notifyAll();
    }

    private synchronized void streamEnded() {
        openStreams--;
        notifyAll();
    }

    synchronized String out() {
        return text(out);
    }

    synchronized String err() {
        return text(err);
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** The first matching line of the output so far or within the limit; empty if there is none. */
    synchronized Optional<Matcher> awaitMatch(Pattern pattern, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        int next = 0;
        while (true) {
            for (; next < both.size(); next++) {
                Matcher matcher = pattern.matcher(both.get(next));
                if (matcher.find()) {
                    return Optional.of(matcher);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (openStreams == 0 || left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
    }

    /** Waits for the end of both streams, but not beyond the limit, as a grandchild may keep a stream open. */
    synchronized void awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); openStreams > 0 && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }
}
