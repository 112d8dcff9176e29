package org.scepclient.value;

/**
 * The token that reading a {@link Secret} requires.
 *
 * <p>A search for this class finds all code that reads secrets.
 */
public final class SecretAccess {
    private static final SecretAccess TOKEN = new SecretAccess();

    private SecretAccess() {}

    public static SecretAccess token() {
        return TOKEN;
    }
}
