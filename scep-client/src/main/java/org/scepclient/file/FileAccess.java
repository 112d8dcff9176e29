package org.scepclient.file;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read a file that a command writes. */
public enum FileAccess {
    /** Everybody whom the umask does not exclude: certificates, CRLs, requests. */
    PUBLIC("rw-r--r--"),
    /** The owner alone, from the moment the file exists: private keys. */
    SECRET("rw-------"),
    /** Whoever may use the file that is replaced; its owner and group stay too. */
    AS_BEFORE("rw-------");

    private final String permissions;

    FileAccess(String permissions) {
        this.permissions = permissions;
    }

    Set<PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString(permissions);
    }

    /** Of a directory for such files: whoever may read it may also list and enter it. */
    Set<PosixFilePermission> directoryPermissions() {
        return PosixFilePermissions.fromString(this == PUBLIC ? "rwxr-xr-x" : "rwx------");
    }
}
