package org.scepclient.it.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Running;

/** {@code scepclient testca} of the packaged application. */
public final class TestCa implements AutoCloseable {

    private static final String CHALLENGE = "test-ca-secret";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern WAITING = Pattern.compile("\"transactionId\"\\s*:\\s*\"([^\"]+)\"");

    private final Running process;
    private final URI url;
    private final Pem ca;

    private TestCa(Running process, URI url, Path directory) {
        this.process = process;
        this.url = url;
        this.ca = Pem.write(directory.resolve("test-ca.pem"), published());
    }

    /** Starts it on a free port. */
    public static TestCa start(App app, Setup setup, Path directory) {
        return switch (setup) {
            case PLAIN -> with(app, directory);
            case MANUAL_APPROVAL -> with(app, directory, "--approve", "manual");
            case RA_SPLIT -> with(app, directory, "--ra", "split");
            case INTERMEDIATE -> with(app, directory, "--intermediate");
        };
    }

    /** Starts it on a free port with additional options. */
    public static TestCa with(App app, Path directory, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("testca", "--port", 0, "--challenge", CHALLENGE));
        arguments.addAll(List.of(options));
        Running process = app.scepclient(arguments.toArray()).in(directory).start();
        URI url = URI.create(process.awaitLine("url +(http://\\S+)", START).group(1));
        return new TestCa(process, url, directory);
    }

    public URI url() {
        return url;
    }

    public String challenge() {
        return CHALLENGE;
    }

    /** The issuing CA's certificate, which the CA also publishes outside of SCEP. */
    public Path caFile() {
        return ca.file();
    }

    public X509Certificate caCertificate() {
        return ca.certificate();
    }

    private X509Certificate published() {
        try (InputStream in = url.resolve("/ca.crt").toURL().openStream()) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Approves every pending request. */
    public void approveAll() {
        Matcher waiting = WAITING.matcher(admin("GET", "pending"));
        while (waiting.find()) {
            decide(waiting.group(1), "approve");
        }
    }

    /** Rejects every pending request. */
    public void rejectAll() {
        Matcher waiting = WAITING.matcher(admin("GET", "pending"));
        while (waiting.find()) {
            decide(waiting.group(1), "reject");
        }
    }

    private void decide(String transactionId, String decision) {
        admin("POST", "pending/" + URLEncoder.encode(transactionId, StandardCharsets.UTF_8) + "/" + decision);
    }

    /** Waits for a pending request. */
    public void awaitRequest(Duration limit) {
        Await.until(limit, () -> WAITING.matcher(admin("GET", "pending")).find(), "a request at the test CA");
    }

    /** Waits for a pending request and approves it. */
    public void approveNext(Duration limit) {
        awaitRequest(limit);
        approveAll();
    }

    private String admin(String method, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url.resolve("/admin/" + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("X-Test-CA-Admin", "yes");
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
