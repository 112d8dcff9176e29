package org.scepclient.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.scepclient.error.StorageException;

/**
 * Disk space for content that may not fit into memory. On Unix the open file has no name, so that it disappears with the
 * process.
 */
public final class TemporaryFile implements AutoCloseable {
    private static final int NAME_ATTEMPTS = 100;
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private long length;
    private int generation;

    private TemporaryFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates an empty file that only its owner can read. */
    public static TemporaryFile in(Path directory) throws StorageException {
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        FileAttribute<?>[] access = DiskOperations.isPosix(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FileAccess.SECRET.permissions())}
                : new FileAttribute<?>[0];
        long seed = System.nanoTime();
        for (int i = 0; ; i++) {
            try {
                Path file = directory.resolve(OutputFile.temporaryName(seed + i));
                return new TemporaryFile(FileChannel.open(file, options, access));
            } catch (FileAlreadyExistsException e) {
                if (i == NAME_ATTEMPTS) {
                    throw unusable(directory, e);
                }
            } catch (IOException e) {
                throw unusable(directory, e);
            }
        }
    }

    private static StorageException unusable(Path directory, IOException problem) {
        return new StorageException(
                directory.toString(), "cannot create a temporary file: " + FileProblem.of(problem), problem);
    }

    public synchronized long length() {
        return length;
    }

    /** Truncates the file and returns a stream that writes to it; earlier streams fail from now on. */
    public synchronized OutputStream truncate() throws IOException {
        channel.truncate(0);
        length = 0;
        return append();
    }

    /** Returns a stream that appends to the file; earlier streams fail from now on. */
    public synchronized OutputStream append() {
        int current = ++generation;
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                append(current, ByteBuffer.wrap(bytes, offset, count));
            }
        };
    }

    private synchronized void append(int by, ByteBuffer bytes) throws IOException {
        if (by != generation) {
            throw new IOException("another stream writes the file");
        }
        while (bytes.hasRemaining()) {
            length += channel.write(bytes, length);
        }
    }

    /** A part of the content. */
    public InputStream open(long from, long count) {
        return new BufferedInputStream(new Part(from, from + count), BUFFER);
    }

    private final class Part extends InputStream {
        private long position;
        private final long end;

        private Part(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int limit = (int) Math.min(count, end - position);
            if (limit <= 0) {
                return count == 0 ? 0 : -1;
            }
            int read = channel.read(ByteBuffer.wrap(bytes, offset, limit), position);
            position += Math.max(read, 0);
            return read;
        }
    }

    @Override
    public void close() throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("temporary file", FileProblem.of(e), e);
        }
    }
}
