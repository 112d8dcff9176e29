package org.scepclient.web.server;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Sets the limits of the web interface before any test, because the JDK reads them once, when the first HTTP server of
 * the process starts, which may be a test CA. JUnit finds this class as a service.
 */
public final class PageLimits implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Listeners.setLimits();
    }
}
