package org.scepclient.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;

/** Locks of the operating system on files, which end with the process at the latest. */
public final class FileLocks {
    private FileLocks() {}

    /** Locks a part of a file until the channel is closed; false if this or another process has locked it. */
    public static boolean tryLock(FileChannel channel, long position, long size, boolean shared) throws IOException {
        try {
            FileLock held = channel.tryLock(position, size, shared);
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
