package org.scepclient.testca.junit;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/**
 * A fresh test CA around each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestCaExtension ca = new TestCaExtension(TestCaConfig.builder().keys(sharedKeys).build());
 * }</pre>
 *
 * <p>Pass keys that all tests share: generating keys takes most of the time.
 */
public final class TestCaExtension implements BeforeEachCallback, AfterEachCallback {
    private final TestCaConfig config;
    private Optional<TestCa> running = Optional.empty();

    public TestCaExtension(TestCaConfig config) {
        this.config = config;
    }

    /**
     * The CA of the current test.
     *
     * @throws IllegalStateException outside of a test
     */
    public TestCa get() {
        return running.orElseThrow(() -> new IllegalStateException("the test CA is available only during a test"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        running = Optional.of(TestCa.start(config));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running.ifPresent(TestCa::close);
        running = Optional.empty();
    }
}
