package org.scepclient.file;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The permissions of a written file. */
public enum FileAccess {
    /** Readable by all users whom the umask does not exclude: certificates, CRLs, requests. */
    PUBLIC("rw-r--r--"),
    /** Accessible only by the owner, from the creation of the file: private keys. */
    SECRET("rw-------"),
    /** Owner, group, permissions, access control list and extended attributes of the replaced file. */
    AS_BEFORE("rw-------");

    private final String permissions;

    FileAccess(String permissions) {
        this.permissions = permissions;
    }

    Set<PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString(permissions);
    }

    /** The permissions of a directory for such files: readable directories can also be searched. */
    Set<PosixFilePermission> directoryPermissions() {
        return PosixFilePermissions.fromString(this == PUBLIC ? "rwxr-xr-x" : "rwx------");
    }
}
