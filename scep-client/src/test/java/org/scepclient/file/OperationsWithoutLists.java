package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** The operations of a file system that loses access control lists. */
final class OperationsWithoutLists implements FileOperations {
    private final FileOperations disk = FileOperations.ofDisk();

    @Override
    public void createLike(Path file, Path model) throws IOException {
        disk.create(file, FileAccess.SECRET.permissions());
        disk.permit(file, Files.getPosixFilePermissions(model));
    }

    @Override
    public void create(Path file, Set<PosixFilePermission> permissions) throws IOException {
        disk.create(file, permissions);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        disk.write(file, content);
    }

    @Override
    public void force(Path file) throws IOException {
        disk.force(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void link(Path link, Path target) throws IOException {
        disk.link(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException {
        disk.makeDirectory(directory, permissions);
    }

    @Override
    public void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        disk.permit(file, permissions);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }
}
