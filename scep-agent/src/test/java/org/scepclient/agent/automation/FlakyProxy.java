package org.scepclient.agent.automation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.scepclient.fixture.ReverseProxy;
import org.scepclient.fixture.ScriptedServer;

/** A reverse proxy that answers some requests with status 503. */
final class FlakyProxy implements ScriptedServer.Script {
    private final ReverseProxy proxy;
    private final double failures;
    private final RandomGenerator random;
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger answered = new AtomicInteger();

    FlakyProxy(URI backend, double failures, RandomGenerator random) {
        this.proxy = new ReverseProxy(backend);
        this.failures = failures;
        this.random = random;
    }

    @Override
    public void answer(ScriptedServer.Request request, OutputStream out) throws IOException {
        if (random.nextDouble() < failures) {
            failed.incrementAndGet();
            ScriptedServer.answer(out, "503 Service Unavailable", "");
            return;
        }
        answered.incrementAndGet();
        proxy.answer(request, out);
    }
}
