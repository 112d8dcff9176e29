package org.scepclient.web.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sets the page's limits before any test starts a server, as the JDK reads them once. Found by the service loader. */
public final class LimitsFirst implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        WebServer.limit();
    }
}
