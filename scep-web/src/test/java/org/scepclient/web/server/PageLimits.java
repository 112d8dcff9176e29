package org.scepclient.web.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets the page's limits before any test, because the JDK reads them once, at the start of its first server, and that may
 * be a test CA's. JUnit finds it as a service.
 */
public final class PageLimits implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Listeners.limit();
    }
}
