package org.scepclient.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scepclient.error.StorageException;

/**
 * A directory for its owner alone, whose files and links change whole or not at all, and last once they have
 * changed. It has one writer at a time; the temporary file of {@code NAME} is {@code .NAME.new}, so that what a
 * killed writer left is known by its name. Nothing is read or written through a link.
 */
public final class DurableDirectory {
    private static final int LIMIT = 1 << 20;
    private static final String UNFINISHED = ".new";
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileSteps steps;

    public DurableDirectory(Path path, FileSteps steps) {
        this.path = path;
        this.steps = steps;
    }

    public Path path() {
        return path;
    }

    /** A directory in this one. */
    public DurableDirectory inner(String name) {
        return new DurableDirectory(path.resolve(name), steps);
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Makes the directory where it is missing, and takes away the access of others.
     *
     * @throws StorageException also if the directory is another user's, who could read the keys in it
     */
    public void prepare() throws StorageException {
        try {
            if (!Files.isDirectory(path)) {
                make();
            }
            DirectoryOwner.require(path);
            takeFromOthers(path, OWNER_ALONE);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void make() throws IOException {
        Path parent = CurrentDirectory.parentOf(path);
        Files.createDirectories(parent);
        try {
            steps.makeDirectory(path);
        } catch (FileAlreadyExistsException e) {
            // Another process that begins at the same time may have made it.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
        steps.forceDirectory(parent);
    }

    private StorageException unusable(IOException problem) {
        String reason = problem instanceof FileAlreadyExistsException
                ? "it is no directory; name another"
                : FileProblem.of(problem);
        return new StorageException(path.toString(), "cannot use the directory: " + reason, problem);
    }

    /** Leaves a file to its owner alone. */
    public void keepSecret(String name) throws StorageException {
        try {
            takeFromOthers(file(name), FileAccess.SECRET.permissions());
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void takeFromOthers(Path file, Set<PosixFilePermission> wanted) throws IOException {
        if (DiskSteps.isPosix(file) && !wanted.containsAll(Files.getPosixFilePermissions(file))) {
            steps.permit(file, wanted);
        }
    }

    /** Removes what a killed writer left unfinished; only for the one writer. */
    public void deleteUnfinished() throws StorageException {
        for (String name : names()) {
            if (name.startsWith(".") && name.endsWith(UNFINISHED)) {
                delete(name);
            }
        }
    }

    /** The names in the directory, sorted; none where there is no directory. */
    public List<String> names() throws StorageException {
        try {
            return list();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new StorageException(
                    path.toString(),
                    "cannot read the directory: " + FileProblem.of(e) + "; it is its owner's alone",
                    e);
        }
    }

    private List<String> list() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** True for a file, not for a link or a directory. */
    public boolean has(String name) {
        return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where the link {@code name} leads, if it is one. */
    public Optional<String> linked(String name) {
        try {
            return Files.isSymbolicLink(file(name))
                    ? Optional.of(Files.readSymbolicLink(file(name)).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public String text(String name) throws StorageException {
        try {
            return new String(content(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StorageException(file(name).toString(), "cannot read the file: " + FileProblem.of(e), e);
        }
    }

    private byte[] content(String name) throws IOException {
        try (var in = Files.newInputStream(file(name), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException("the file is too long");
            }
            return content;
        }
    }

    /** Writes a file; one that has this content already is left as it is, because flash memory wears. */
    public void write(String name, FileAccess access, String text) throws StorageException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!has(name) || !Arrays.equals(content, content(name))) {
                replace(name, access, content);
            } else if (access == FileAccess.SECRET) {
                takeFromOthers(file(name), access.permissions());
            }
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void replace(String name, FileAccess access, byte[] content) throws IOException {
        Path unfinished = unfinished(name);
        try {
            steps.create(unfinished, access.permissions());
            steps.write(unfinished, content);
            steps.force(unfinished);
            steps.rename(unfinished, file(name));
        } catch (IOException e) {
            abandon(unfinished, e);
            throw e;
        }
        steps.forceDirectory(path);
    }

    /** Makes or turns a link to another name in this directory; it is relative, so that the directory can be moved. */
    public void link(String name, String target) throws StorageException {
        if (linked(name).filter(target::equals).isPresent()) {
            return;
        }
        try {
            turn(name, target);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void turn(String name, String target) throws IOException {
        Path unfinished = unfinished(name);
        try {
            steps.link(unfinished, Path.of(target));
            steps.rename(unfinished, file(name));
        } catch (IOException e) {
            abandon(unfinished, e);
            throw e;
        }
        steps.forceDirectory(path);
    }

    private void abandon(Path unfinished, IOException problem) {
        try {
            steps.delete(unfinished);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    /** A name that nothing has: what an interrupted writer left with it is removed. */
    private Path unfinished(String name) throws IOException {
        Path unfinished = file("." + name + UNFINISHED);
        if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            steps.delete(unfinished);
        }
        return unfinished;
    }

    public void rename(String from, String to) throws StorageException {
        try {
            steps.rename(file(from), file(to));
            steps.forceDirectory(path);
        } catch (IOException e) {
            throw unwritable(to, e);
        }
    }

    /** Removes a file, if there is one. */
    public void delete(String name) throws StorageException {
        if (!Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            steps.delete(file(name));
            steps.forceDirectory(path);
        } catch (IOException e) {
            throw new StorageException(file(name).toString(), "cannot remove the file: " + FileProblem.of(e), e);
        }
    }

    private StorageException unwritable(String name, IOException problem) {
        return new StorageException(
                file(name).toString(), "cannot write the file: " + FileProblem.of(problem), problem);
    }
}
