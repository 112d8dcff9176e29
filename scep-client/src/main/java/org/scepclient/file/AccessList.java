package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Whether a file has an access control list. The JDK copies the list with a file, but does not report whether the copy
 * succeeded; {@code ls} shows it as a plus sign after the permissions.
 */
final class AccessList {
    private static final Set<PosixFilePermission> GROUP =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);
    /** After the file type and nine permissions. */
    private static final int MARK = 10;

    private AccessList() {}

    /**
     * Checks a copy. Without permissions of the group, which are the mask of a list, a list permits nothing, and nothing is
     * checked. The {@code ls} of BusyBox shows no lists.
     *
     * @throws IOException if the original has a list and the copy has none
     */
    static void requireCopied(Path original, Path copy) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(original);
        if (GROUP.stream().noneMatch(permissions::contains)) {
            return;
        }
        if (has(original) && !has(copy)) {
            throw new IOException("its access control list cannot be kept; remove the list with 'setfacl -b' first");
        }
    }

    private static boolean has(Path file) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("ls", "-ld", "--", file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        try (var out = process.getInputStream()) {
            byte[] line = out.readNBytes(MARK + 1);
            return line.length > MARK && line[MARK] == '+';
        }
    }
}
