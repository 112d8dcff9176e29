package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.StorageException;

/**
 * Refuses files and directories that belong to another user, or that another user could change or replace. Root and the
 * owner of the root directory are trusted.
 *
 * <p>The directories above are checked too, because their owners could exchange a checked file.
 */
final class OtherUsers {
    /** Belongs to the effective user of this process, whose ID the JDK does not provide. */
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private final FileOwner user;
    private final Set<Integer> trusted;

    private OtherUsers(FileOwner user, Set<Integer> trusted) {
        this.user = user;
        this.trusted = trusted;
    }

    /** Empty if the file system does not support users or {@code /proc} is missing; then nothing is checked. */
    private static Optional<OtherUsers> of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix") || !Files.isDirectory(OWN_PROCESS)) {
            return Optional.empty();
        }
        FileOwner user = FileOwner.of(OWN_PROCESS);
        // With mapped user IDs, as in a container, the system's own may differ from 0.
        FileOwner system = FileOwner.of(Path.of("/"));
        return Optional.of(new OtherUsers(user, new HashSet<>(List.of(user.id(), 0, system.id()))));
    }

    /**
     * Refuses a link of another user in a public directory, like Linux with {@code fs.protected_symlinks}.
     */
    static void requireFollowable(Path link) throws IOException, StorageException {
        Optional<OtherUsers> others = of(link);
        Path directory = CurrentDirectory.parentOf(link);
        if (others.isEmpty() || !FileOwner.of(directory).isPublic()) {
            return;
        }
        int owner = FileOwner.of(link, LinkOption.NOFOLLOW_LINKS).id();
        if (owner != others.get().user.id() && owner != FileOwner.of(directory).id()) {
            throw new StorageException(
                    link.toString(),
                    "cannot write the file: it is another user's link in a public directory; remove it, or write to your"
                            + " own directory");
        }
    }

    /** Requires that a directory belongs to this user. */
    static void requireOwner(Path directory) throws IOException, StorageException {
        Optional<OtherUsers> others = of(directory);
        if (others.isPresent()) {
            others.get().requireReader(directory);
        }
    }

    private void requireReader(Path directory) throws IOException, StorageException {
        FileOwner owner = FileOwner.of(directory);
        if (owner.id() != user.id()) {
            throw new StorageException(
                    directory.toString(),
                    "the directory belongs to '" + owner.user() + "', who could read the keys in it, and this"
                            + " process runs as '" + user.user()
                            + "'; change the owner with chown, or use another directory");
        }
    }

    /** Requires that a directory belongs to this user, and that no other user can write to it or replace it. */
    static void requireDirectory(Path directory) throws IOException, StorageException {
        Optional<OtherUsers> others = of(directory);
        if (others.isPresent()) {
            others.get().requireOwn(directory);
            for (Path above : above(directory)) {
                others.get().requireAbove(above, directory);
            }
        }
    }

    /** Requires the same of a file in such a directory and, if it is a link, of its target. */
    static void requireFile(Path file) throws StorageException {
        try {
            Optional<OtherUsers> others = of(file);
            if (others.isPresent()) {
                others.get().requireTrusted(file, FileOwner.of(file, LinkOption.NOFOLLOW_LINKS));
                others.get().requireUnshared(file, FileOwner.of(file));
            }
        } catch (NoSuchFileException e) {
            // Another process of this user has removed it.
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the file's owner: " + FileProblem.of(e), e);
        }
    }

    private void requireOwn(Path directory) throws IOException, StorageException {
        FileOwner owner = FileOwner.of(directory);
        if (owner.id() != user.id()) {
            throw new StorageException(
                    directory.toString(),
                    "the directory belongs to '" + owner.user() + "', who could replace the keys in it, and this"
                            + " process runs as '" + user.user() + "'; run it as '" + owner.user()
                            + "', or use another directory");
        }
        if (owner.isShared()) {
            throw new StorageException(
                    directory.toString(),
                    "other users could replace the keys in the directory (" + owner.access()
                            + "); check what is in it and run 'chmod go-w " + directory
                            + "', or use another directory");
        }
    }

    /** The directories above {@code directory}, including those of links in its path. */
    private static Set<Path> above(Path directory) throws IOException {
        Set<Path> above = new LinkedHashSet<>();
        for (Path step = CurrentDirectory.absolute(directory); step != null; step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                above.add(step);
            }
            for (Path real = step.toRealPath(); real != null; real = real.getParent()) {
                above.add(real);
            }
        }
        above.remove(directory.toRealPath());
        return above;
    }

    private void requireAbove(Path above, Path directory) throws IOException, StorageException {
        FileOwner owner = FileOwner.of(above, LinkOption.NOFOLLOW_LINKS);
        if (!trusted.contains(owner.id())) {
            throw new StorageException(
                    directory.toString(),
                    above + " belongs to '" + owner.user() + "', who could replace the directory, and this process"
                            + " runs as '" + user.user() + "'; run it as '" + owner.user()
                            + "', or use another directory");
        }
        if (!Files.isSymbolicLink(above) && owner.allowsOthersToRename()) {
            throw new StorageException(
                    directory.toString(),
                    "other users can write into " + above + " (" + owner.access() + ") and could replace the"
                            + " directory; run 'chmod go-w " + above + "', or use another directory");
        }
    }

    private void requireTrusted(Path file, FileOwner owner) throws StorageException {
        if (!trusted.contains(owner.id())) {
            throw new StorageException(
                    file.toString(),
                    "the file belongs to '" + owner.user() + "', and this process runs as '" + user.user()
                            + "'; remove the file, or check it and run 'chown " + user.user() + " " + file + "'");
        }
    }

    private void requireUnshared(Path file, FileOwner owner) throws StorageException {
        requireTrusted(file, owner);
        if (owner.isShared()) {
            throw new StorageException(
                    file.toString(),
                    "other users could have changed the file (" + owner.access()
                            + "); remove it, or check it and run 'chmod go-w " + file + "'");
        }
    }
}
