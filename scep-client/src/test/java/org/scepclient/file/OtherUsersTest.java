package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

/** Directories in places that other users may write to. Only root can change the owner of files. */
class OtherUsersTest {
    @TempDir
    Path temp;

    private Path place;
    private DurableDirectory directory;

    @BeforeEach
    void choose() {
        place = temp.resolve("device");
        directory = DurableDirectory.of(place);
    }

    private void prepare() throws StorageException {
        directory.prepareAmongOthers(FileAccess.PUBLIC);
    }

    private DurableDirectory inner() {
        return directory.inner(".enrollment");
    }

    private void prepareBoth() throws StorageException {
        prepare();
        inner().prepareAmongOthers(FileAccess.SECRET);
    }

    private static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static void sticky(Path file) throws IOException {
        Files.setAttribute(file, "unix:mode", 01777);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void giveAway(Path file) throws IOException {
        assumeTrue(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "only root gives files away");
        var nobody = file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setOwner(nobody);
    }

    private static void refused(ThrowingCallable use, Object place, String... words) {
        assertThatThrownBy(use)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(place + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void isCreatedReadableForOthersAndWritableForTheOwnerOnly() throws Exception {
        directory = DurableDirectory.of(temp.resolve("a/b/device"));
        prepareBoth();
        prepareBoth();
        assertThat(permissions(temp.resolve("a"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(directory.path())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(inner().path())).isEqualTo("rwx------");
    }

    @Test
    void isRefusedIfOthersCanWrite() throws Exception {
        Files.createDirectory(place);
        for (String shared : new String[] {"rwxrwxr-x", "rwxr-xrwx"}) {
            mode(place, shared);
            refused(this::prepare, place, "mode 07", "group '", "'chmod go-w " + place + "'");
        }
        sticky(place);
        refused(this::prepare, place, "mode 01777");
        mode(place, "rwxr-xr-x");
        prepare();
    }

    @Test
    void isRefusedBelowADirectoryInWhichOthersCanRenameIt() throws Exception {
        prepare();
        mode(temp, "rwxrwxrwx");
        refused(this::prepare, place, "other users can write into " + temp, "could replace the directory");
        sticky(temp);
        prepare();
    }

    @Test
    void isRefusedIfItBelongsToAnotherUser() throws Exception {
        Files.createDirectory(place);
        giveAway(place);
        refused(this::prepare, place, "belongs to 'nobody'", "runs as 'root'", "run it as 'nobody'");
    }

    @Test
    void isRefusedInAnotherUsersDirectory() throws Exception {
        Path home = Files.createDirectory(temp.resolve("home"));
        giveAway(home);
        directory = DurableDirectory.of(home.resolve("device"));
        refused(this::prepare, directory.path(), home + " belongs to 'nobody', who could replace the directory");
    }

    @Test
    void isRefusedThroughALinkOfAnotherUser() throws Exception {
        Path own = Files.createDirectory(temp.resolve("own"));
        Files.createSymbolicLink(place, own);
        prepare();
        giveAway(place);
        refused(this::prepare, place, place + " belongs to 'nobody'");
    }

    @Test
    void refusesAFileOfAnotherUser() throws Exception {
        prepareBoth();
        Path key = Files.writeString(inner().file("key.pem"), "key");
        mode(key, "rw-rw-r--");
        refused(this::prepareBoth, key, "other users could have changed the file (mode 0664", "chmod go-w " + key);
        mode(key, "rw-r--r--");
        prepareBoth();
        giveAway(key);
        refused(this::prepareBoth, key, "belongs to 'nobody'", "remove the file", "chown root " + key);
        refused(() -> inner().requireOwn("key.pem"), key, "belongs to 'nobody'");
    }

    @Test
    void refusesALinkOfAnotherUser() throws Exception {
        prepareBoth();
        Path target = Files.writeString(temp.resolve("target"), "");
        Path link = Files.createSymbolicLink(inner().file("lock"), target);
        prepareBoth();
        giveAway(link);
        refused(this::prepareBoth, link, "belongs to 'nobody'");
    }

    @Test
    void refusesALinkToAFileOfAnotherUser() throws Exception {
        prepare();
        Path target = Files.writeString(temp.resolve("target"), "");
        Files.createSymbolicLink(directory.file("key.pem"), target);
        directory.requireOwn("key.pem");
        giveAway(target);
        refused(() -> directory.requireOwn("key.pem"), directory.file("key.pem"), "belongs to 'nobody'");
    }
}
