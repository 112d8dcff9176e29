package org.scepclient.web.http;

import java.net.URI;

/**
 * Under which path a browser sees the page, and what its cookie is called there.
 *
 * @param prefix of the path, without a slash at its end; empty where the page stands at the top
 */
public record BasePath(String prefix) {

    /**
     * The names are the browser's guarantee that the cookie came from this host, by HTTPS. Under a prefix there are
     * neighbours on the same host, who are not to see it, so it cannot be one for the whole host.
     */
    String cookieName() {
        return prefix.isEmpty() ? "__Host-scepclient" : "__Secure-scepclient";
    }

    public String cookie(String session) {
        return cookieName() + "=" + session + "; Path=" + (prefix.isEmpty() ? "/" : prefix)
                + "; Secure; HttpOnly; SameSite=Strict";
    }

    /** Where a browser finds the page of that name, from a page beside it. Under a prefix also from outside of it. */
    public String link(String page) {
        return prefix.isEmpty() ? page : prefix + "/" + page;
    }

    /** True for the prefix without the slash after it, where a page's relative links would lead astray. */
    public boolean isBare(URI asked) {
        return !prefix.isEmpty() && prefix.equals(asked.getPath());
    }

    /** The page that is asked for, whether or not a proxy has removed the prefix. */
    String page(URI asked) {
        String path = asked.getPath() == null ? "" : asked.getPath();
        String below = !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
        String name = below.startsWith("/") ? below.substring(1) : below;
        return name.isEmpty() ? "status" : name;
    }
}
