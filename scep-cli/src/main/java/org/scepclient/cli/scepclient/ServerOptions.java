package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.ScepException;
import org.scepclient.file.TextFile;
import org.scepclient.keys.PemKeySource;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.Credentials;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.RetryingTransport;
import org.scepclient.transport.Sleeper;
import org.scepclient.transport.TlsSettings;
import org.scepclient.transport.Transport;
import org.scepclient.transport.UrlConnectionTransport;
import picocli.CommandLine.Model.CommandSpec;

/** The way to a server: the options that every command with a server has, and what they make. */
final class ServerOptions {
    static final String URL = "--url";
    private static final String CA_IDENTIFIER = "--ca-identifier";
    static final String LEGACY = "--legacy";
    private static final String PROXY = "--proxy";
    private static final String PROXY_USER = "--proxy-user";
    private static final String PROXY_PASSWORD = "--proxy-password";
    private static final String TLS_CA = "--tls-ca";
    private static final String TLS_CERTIFICATE = "--tls-cert";
    private static final String TLS_KEY = "--tls-key";
    private static final String TIMEOUT = "--timeout";
    private static final int RETRIES = 2;

    private ServerOptions() {}

    static void addUrl(CommandSpec spec, boolean required) {
        spec.addOption(
                Options.value(URL, "URL", "The SCEP server, http or https; without a path: /cgi-bin/pkiclient.exe.")
                        .required(required)
                        .build());
        spec.addOption(
                Options.value(CA_IDENTIFIER, "NAME", "Which CA, where the server has several (message= of GetCACert).")
                        .build());
    }

    static void addLegacy(CommandSpec spec) {
        spec.addOption(Options.flag(
                        LEGACY,
                        "Allow 3DES and SHA-1 where the server offers nothing better, and single DES in its replies.")
                .build());
    }

    static void addHttp(CommandSpec spec) {
        spec.addOption(Options.value(PROXY, "HOST:PORT", "HTTP proxy; the environment's proxies are not used.")
                .build());
        spec.addOption(
                Options.value(PROXY_USER, "NAME", "User name for the proxy.").build());
        spec.addOption(Options.value(
                        PROXY_PASSWORD, "SOURCE", "Its password: env:NAME, file:PATH or prompt; never the password.")
                .build());
        spec.addOption(Options.value(TLS_CA, "FILE", "CA certificates to trust for https, in place of the system's.")
                .build());
        spec.addOption(Options.value(TLS_CERTIFICATE, "FILE", "Client certificate (and chain) for https.")
                .build());
        spec.addOption(
                Options.value(TLS_KEY, "FILE", "Key of that certificate.").build());
        spec.addOption(Options.value(TIMEOUT, TimeSpan.LABEL, "Longest time for one exchange (60s).")
                .build());
    }

    static boolean legacy(Invocation invocation) {
        return invocation.has(LEGACY);
    }

    static AlgorithmPolicy policy(Invocation invocation) {
        return legacy(invocation) ? AlgorithmPolicy.legacy() : AlgorithmPolicy.modern();
    }

    static Optional<String> caIdentifier(Invocation invocation) {
        return invocation.text(CA_IDENTIFIER);
    }

    static ScepServer server(Invocation invocation) throws ScepException, CommandException {
        HttpUrl url = HttpUrl.parse(invocation.value(URL));
        return new ScepServer(url, transport(invocation, url));
    }

    /**
     * The library's client of the server.
     *
     * @param sleeper waits between polls
     */
    static ScepClient client(Invocation invocation, ScepServer server, Sleeper sleeper) {
        ClientSettings settings =
                ClientSettings.defaults().withPolicy(policy(invocation)).withClock(invocation.clock(), sleeper);
        Optional<String> identifier = caIdentifier(invocation);
        return ScepClient.of(server, identifier.isEmpty() ? settings : settings.withCaIdentifier(identifier.get()));
    }

    /** A transport to one URL; TLS is set up for https only. */
    static Transport transport(Invocation invocation, HttpUrl url) throws ScepException, CommandException {
        HttpSettings settings = httpSettings(invocation);
        Transport http = new UrlConnectionTransport(url.secure() ? settings.withTls(tls(invocation)) : settings);
        return new RetryingTransport(
                http,
                Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10), RETRIES, new SplittableRandom()),
                invocation.clock(),
                invocation.sleeper());
    }

    static Duration timeout(Invocation invocation) throws CommandException {
        Duration timeout = invocation.duration(TIMEOUT, HttpSettings.defaults().totalTimeout());
        if (timeout.isZero()) {
            throw CommandException.usage(TIMEOUT + ": give at least one second");
        }
        return timeout;
    }

    private static HttpSettings httpSettings(Invocation invocation) throws ScepException, CommandException {
        HttpSettings settings = HttpSettings.defaults();
        Duration total = timeout(invocation);
        settings = settings.withTotalTimeout(total);
        if (total.compareTo(settings.connectTimeout()) < 0) {
            settings = settings.withConnectTimeout(total);
        }
        Optional<HttpProxy> proxy = proxy(invocation);
        return proxy.isEmpty() ? settings : settings.withProxy(proxy.get());
    }

    private static Optional<HttpProxy> proxy(Invocation invocation) throws ScepException, CommandException {
        Optional<String> address = invocation.text(PROXY);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        HttpProxy proxy = HttpProxy.parse(address.get());
        Optional<String> user = invocation.text(PROXY_USER);
        if (user.isEmpty()) {
            return Optional.of(proxy);
        }
        String source = invocation
                .text(PROXY_PASSWORD)
                .orElseThrow(() -> CommandException.usage(PROXY_USER + " needs " + PROXY_PASSWORD));
        Credentials credentials = new Credentials(
                user.get(),
                SecretSource.parse(PROXY_PASSWORD, source).read("password of the proxy", invocation.surroundings()));
        return Optional.of(new HttpProxy(proxy.host(), proxy.port(), Optional.of(credentials)));
    }

    private static TlsSettings tls(Invocation invocation) throws ScepException, CommandException {
        Optional<Path> trusted = invocation.file(TLS_CA);
        return new TlsSettings(
                trusted.isEmpty() ? List.of() : TextFile.certificates(trusted.get()), identity(invocation));
    }

    private static Optional<TlsSettings.Identity> identity(Invocation invocation)
            throws ScepException, CommandException {
        Optional<Path> certificate = invocation.file(TLS_CERTIFICATE);
        Optional<Path> key = invocation.file(TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw CommandException.usage(TLS_CERTIFICATE + " and " + TLS_KEY + " belong together; give both");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings.Identity(
                PemKeySource.of(key.get()).load().key().privateKey(), TextFile.certificates(certificate.get())));
    }
}
