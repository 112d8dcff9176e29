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
 * Refuses what another user owns, could change, or could put something else in place of. Root, and the owner of the root
 * directory, are trusted.
 *
 * <p>What was checked by its name stays what it is only where nobody else can give the name to something else: the
 * directories above count too.
 */
final class OtherUsers {
    /** Belongs to whoever reads it, by the user id that counts; the JDK does not tell the id otherwise. */
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private final FileOwner user;
    private final Set<Integer> trusted;

    private OtherUsers(FileOwner user, Set<Integer> trusted) {
        this.user = user;
        this.trusted = trusted;
    }

    /** Empty where the file system knows no users, or {@code /proc} is missing: then nothing is required. */
    private static Optional<OtherUsers> of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix") || !Files.isDirectory(OWN_PROCESS)) {
            return Optional.empty();
        }
        FileOwner user = FileOwner.of(OWN_PROCESS);
        // Where user ids are mapped, as in a container, the system's own can be another than 0.
        FileOwner system = FileOwner.of(Path.of("/"));
        return Optional.of(new OtherUsers(user, new HashSet<>(List.of(user.id(), 0, system.id()))));
    }

    /**
     * Refuses a link that another user put into a directory of everybody's, as Linux does where
     * {@code fs.protected_symlinks} is on.
     */
    static void requireFollowable(Path link) throws IOException, StorageException {
        Optional<OtherUsers> others = of(link);
        Path directory = CurrentDirectory.parentOf(link);
        if (others.isEmpty() || !FileOwner.of(directory).isEverybodys()) {
            return;
        }
        int owner = FileOwner.of(link, LinkOption.NOFOLLOW_LINKS).id();
        if (owner != others.get().user.id() && owner != FileOwner.of(directory).id()) {
            throw new StorageException(
                    link.toString(),
                    "cannot write the file: it is a link that another user put into a directory of everybody's;"
                            + " remove it, or write to a directory of your own");
        }
    }

    /** A directory of this user's own. */
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
                            + "'; give it to that user with chown, or name another directory");
        }
    }

    /** A directory of this user's own, which nobody else can write into or replace. */
    static void requireDirectory(Path directory) throws IOException, StorageException {
        Optional<OtherUsers> others = of(directory);
        if (others.isPresent()) {
            others.get().requireOwn(directory);
            for (Path above : above(directory)) {
                others.get().requireAbove(above, directory);
            }
        }
    }

    /** A file in such a directory, itself and where it is a link what it names, if there is one. */
    static void requireFile(Path file) throws StorageException {
        try {
            Optional<OtherUsers> others = of(file);
            if (others.isPresent()) {
                others.get().requireTrusted(file, FileOwner.of(file, LinkOption.NOFOLLOW_LINKS));
                others.get().requireUnshared(file, FileOwner.of(file));
            }
        } catch (NoSuchFileException e) {
            // Another run of this user's has removed it.
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
                            + "', or name another directory");
        }
        if (owner.isShared()) {
            throw new StorageException(
                    directory.toString(),
                    "other users could replace the keys in the directory (" + owner.access()
                            + "); check what is in it and run 'chmod go-w " + directory
                            + "', or name another directory");
        }
    }

    /** The directories by which {@code directory} is found, also those of links on the way. */
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
                            + "', or name another directory");
        }
        if (!Files.isSymbolicLink(above) && owner.letsOthersRename()) {
            throw new StorageException(
                    directory.toString(),
                    "other users can write into " + above + " (" + owner.access() + ") and could replace the"
                            + " directory; run 'chmod go-w " + above + "', or name another directory");
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
