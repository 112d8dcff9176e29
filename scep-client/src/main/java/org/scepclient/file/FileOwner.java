package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;

/**
 * The owner and permissions of a file.
 *
 * @param id the user id
 * @param user the user's name
 * @param group the group's name
 * @param mode the file's mode, with its type
 */
record FileOwner(int id, String user, String group, int mode) {
    private static final int PERMISSIONS = 07777;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;

    /** Reads the owner of a file; of a link itself with {@link LinkOption#NOFOLLOW_LINKS}, otherwise of its target. */
    static FileOwner of(Path file, LinkOption... options) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,owner,group,mode", options);
        return new FileOwner(
                (Integer) required(attributes, "uid"),
                ((Principal) required(attributes, "owner")).getName(),
                ((Principal) required(attributes, "group")).getName(),
                (Integer) required(attributes, "mode"));
    }

    private static Object required(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }

    /** True if other users than the owner may write. */
    boolean isShared() {
        return (mode & (GROUP_WRITES | OTHERS_WRITE)) != 0;
    }

    /** True for a group of the owner only, which most systems create for each user. */
    private boolean isSharedWithOwnGroupOnly() {
        return (mode & OTHERS_WRITE) == 0 && group.equals(user);
    }

    /** True for a directory in which other users can rename or remove files of this user. */
    boolean allowsOthersToRename() {
        return isShared() && (mode & STICKY) == 0 && !isSharedWithOwnGroupOnly();
    }

    /** True for a directory such as {@code /tmp}, in which all users may create links. */
    boolean isPublic() {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) != 0;
    }

    /** The form for messages: {@code mode 0775, group 'staff'}. */
    String access() {
        return "mode 0" + Integer.toOctalString(mode & PERMISSIONS) + ", group '" + group + "'";
    }
}
