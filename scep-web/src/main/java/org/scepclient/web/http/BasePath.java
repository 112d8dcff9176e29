package org.scepclient.web.http;

import java.net.URI;

/**
 * URL path of the web interface as the browser sees it, and the name of the session cookie there.
 *
 * @param prefix path prefix without a trailing slash; empty at the root of the host
 */
public record BasePath(String prefix) {

    /**
     * The name's prefix makes the browser guarantee that the cookie was set by this host over HTTPS. With a path prefix,
     * other applications share the host and must not receive the cookie, so {@code __Host-} is not possible.
     */
    String cookieName() {
        return prefix.isEmpty() ? "__Host-scepclient" : "__Secure-scepclient";
    }

    /** The Set-Cookie value for a session. */
    public String cookie(String sessionId) {
        return cookieName() + "=" + sessionId + "; Path=" + (prefix.isEmpty() ? "/" : prefix)
                + "; Secure; HttpOnly; SameSite=Strict";
    }

    /** The URL of a page: relative at the root, and absolute with a prefix, so that it works from outside the prefix too. */
    public String link(String page) {
        return prefix.isEmpty() ? page : prefix + "/" + page;
    }

    /** True for the prefix without a trailing slash, from which a page's relative links would resolve incorrectly. */
    public boolean isBare(URI uri) {
        return !prefix.isEmpty() && prefix.equals(uri.getPath());
    }

    /** The name of the requested page, whether or not a proxy has removed the prefix. */
    String page(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String relative = !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
        String name = relative.startsWith("/") ? relative.substring(1) : relative;
        return name.isEmpty() ? "status" : name;
    }
}
