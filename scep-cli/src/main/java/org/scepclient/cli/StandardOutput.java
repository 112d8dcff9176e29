package org.scepclient.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.file.FileProblem;

/** Standard output that keeps why it could not be written: a {@link PrintStream} only counts such failures. */
public final class StandardOutput extends PrintStream {
    /** The words of the operating system for a reader that has read enough, such as {@code head}. */
    private static final String CLOSED_PIPE = "Broken pipe";

    private static final int BUFFER = 1 << 13;

    private final Sink sink;

    public StandardOutput(OutputStream out, Charset charset) {
        this(new Sink(out), charset);
    }

    private StandardOutput(Sink sink, Charset charset) {
        super(new BufferedOutputStream(sink, BUFFER), true, charset);
        this.sink = sink;
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out), System.out.charset());
    }

    /** Writes the rest, and returns why something could not be written; empty also if the reader has closed the pipe. */
    Optional<String> problem() {
        flush();
        IOException failure = sink.failure;
        return failure == null || CLOSED_PIPE.equals(failure.getMessage()) || isPipe()
                ? Optional.empty()
                : Optional.of(FileProblem.of(failure));
    }

    /**
     * Whether something could not be written. A command that continues to run ends then: what it has printed is how to reach it.
     * The end of the process reports it.
     */
    public boolean isLost() {
        return problem().isPresent();
    }

    /** A pipe only fails because it is closed, in the words of any language. */
    private static boolean isPipe() {
        try {
            String opened = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return opened.startsWith("pipe:") || opened.startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Sink extends FilterOutputStream {
        private @Nullable IOException failure;

        Sink(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
