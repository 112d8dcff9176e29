package org.scepclient.operation;

import org.scepclient.value.Bytes;

/** A web page, which servers and gateways send with status 200 in place of the requested content. */
public final class WebPage {
    private WebPage() {}

    public static boolean isOne(Bytes content) {
        return ServerWords.of(content).page();
    }

    /** {@code a web page} and, if it has one, its title. */
    public static String describe(Bytes content) {
        String title = ServerWords.of(content).title();
        return title.isEmpty() ? "a web page" : "a web page '" + title + "'";
    }
}
