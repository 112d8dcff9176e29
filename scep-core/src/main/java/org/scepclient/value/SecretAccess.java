package org.scepclient.value;

/**
 * The token needed to read a {@link Secret}. Every place that reads one names this class, so that all of
 * them are found by one search.
 */
public final class SecretAccess {
    private static final SecretAccess TOKEN = new SecretAccess();

    private SecretAccess() {}

    public static SecretAccess token() {
        return TOKEN;
    }
}
