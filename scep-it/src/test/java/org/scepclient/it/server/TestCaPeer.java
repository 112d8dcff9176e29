package org.scepclient.it.server;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;

/** The packaged application's own test CA, which supports all operations. */
public final class TestCaPeer implements ServerPeer {

    private final TestCa ca;

    private TestCaPeer(TestCa ca) {
        this.ca = ca;
    }

    public static TestCaPeer start(Setup setup, Path directory) {
        return new TestCaPeer(TestCa.start(App.packaged(), setup, directory));
    }

    /** Starts a server that issues certificates with this validity. */
    public static TestCaPeer issuingFor(Path directory, Duration validity) {
        return new TestCaPeer(TestCa.with(App.packaged(), directory, "--validity", validity.toSeconds() + "s"));
    }

    @Override
    public URI url() {
        return ca.url();
    }

    @Override
    public X509Certificate caCertificate() {
        return ca.caCertificate();
    }

    @Override
    public String challenge() {
        return ca.challenge();
    }

    @Override
    public boolean answersWithOldCiphers() {
        return false;
    }

    @Override
    public void awaitRequest(Duration limit) {
        ca.awaitRequest(limit);
    }

    @Override
    public void approveAll() {
        ca.approveAll();
    }

    @Override
    public void close() {
        ca.close();
    }
}
