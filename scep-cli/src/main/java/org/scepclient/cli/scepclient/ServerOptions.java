package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.enrollment.ClientSettings;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.ScepException;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.Backoff;
import org.scepclient.transport.Credentials;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Sleeper;
import org.scepclient.transport.TlsSettings;
import org.scepclient.transport.Transport;
import org.scepclient.trust.PathRules;
import picocli.CommandLine.Model.CommandSpec;

/** The options for access to a server. */
final class ServerOptions {
    static final String URL = "--url";
    private static final String CA_IDENTIFIER = "--ca-identifier";
    static final String LEGACY = "--legacy";
    private static final String PROXY = "--proxy";
    private static final String PROXY_USER = "--proxy-user";
    private static final String PROXY_PASSWORD = "--proxy-password";
    static final String TLS_CA = "--tls-ca";
    private static final String TLS_CERTIFICATE = "--tls-cert";
    private static final String TLS_KEY = "--tls-key";
    static final String TIMEOUT = "--timeout";
    private static final int RETRIES = 2;

    private final Arguments arguments;
    private final CommandContext context;

    ServerOptions(Arguments arguments, CommandContext context) {
        this.arguments = arguments;
        this.context = context;
    }

    static void addUrl(CommandSpec spec, boolean required) {
        spec.addOption(
                Options.value(URL, "URL", "The SCEP server, http or https; without a path: /cgi-bin/pkiclient.exe.")
                        .required(required)
                        .build());
        spec.addOption(Options.value(
                        CA_IDENTIFIER, "NAME", "CA identifier, if the server has several CAs (message= of GetCACert).")
                .build());
    }

    static void addLegacy(CommandSpec spec) {
        spec.addOption(Options.flag(
                        LEGACY,
                        "Allow 3DES and SHA-1 if the server offers nothing better, and single DES in its replies.")
                .build());
    }

    static void addHttp(CommandSpec spec) {
        spec.addOption(Options.value(PROXY, "HOST:PORT", "HTTP proxy; proxies in the environment are ignored.")
                .build());
        spec.addOption(
                Options.value(PROXY_USER, "NAME", "User name for the proxy.").build());
        spec.addOption(Options.value(
                        PROXY_PASSWORD,
                        "SOURCE",
                        "Source of its password: env:NAME, file:PATH or prompt; never the password itself.")
                .build());
        spec.addOption(Options.value(TLS_CA, "FILE", "CA certificates to trust for https, instead of the system's.")
                .build());
        spec.addOption(Options.value(TLS_CERTIFICATE, "FILE", "Client certificate (and chain) for https.")
                .build());
        spec.addOption(
                Options.value(TLS_KEY, "FILE", "Key of that certificate.").build());
        spec.addOption(Options.value(TIMEOUT, TimeSpan.LABEL, "Time limit of one exchange (60s).")
                .build());
    }

    boolean legacy() {
        return arguments.has(LEGACY);
    }

    AlgorithmPolicy policy() {
        return legacy() ? AlgorithmPolicy.legacy() : AlgorithmPolicy.modern();
    }

    /** The rules for certificate paths; they accept the algorithms that are accepted in messages. */
    PathRules rules() {
        return PathRules.of(policy(), context.clock().instant());
    }

    Optional<String> caIdentifier() {
        return arguments.text(CA_IDENTIFIER);
    }

    ScepServer server() throws ScepException, CommandException {
        HttpUrl url = HttpUrl.parse(URL, arguments.value(URL));
        return new ScepServer(url, transport(url));
    }

    /**
     * The library's client of the server.
     *
     * @param sleeper waits between polls
     */
    ScepClient client(ScepServer server, Sleeper sleeper) {
        ClientSettings settings = ClientSettings.defaults().withPolicy(policy()).withClock(context.clock(), sleeper);
        Optional<String> identifier = caIdentifier();
        return ScepClient.of(server, identifier.isEmpty() ? settings : settings.withCaIdentifier(identifier.get()));
    }

    /** A transport to one URL; TLS is set up for https only. */
    Transport transport(HttpUrl url) throws ScepException, CommandException {
        HttpSettings settings = httpSettings();
        Transport http = Transport.http(url.secure() ? settings.withTls(tls()) : settings);
        return http.retrying(
                Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(10), RETRIES, new SplittableRandom()),
                context.clock(),
                context.sleeper());
    }

    Duration timeout() throws CommandException {
        Duration timeout = arguments.duration(TIMEOUT, HttpSettings.defaults().totalTimeout());
        if (timeout.isZero()) {
            throw CommandException.usage(TIMEOUT + ": expected at least 1s, found " + arguments.value(TIMEOUT));
        }
        return timeout;
    }

    private HttpSettings httpSettings() throws ScepException, CommandException {
        HttpSettings settings = HttpSettings.defaults();
        Duration total = timeout();
        settings = settings.withTotalTimeout(total);
        if (total.compareTo(settings.connectTimeout()) < 0) {
            settings = settings.withConnectTimeout(total);
        }
        Optional<HttpProxy> proxy = proxy();
        return proxy.isEmpty() ? settings : settings.withProxy(proxy.get());
    }

    private Optional<HttpProxy> proxy() throws ScepException, CommandException {
        Optional<String> address = arguments.text(PROXY);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        HttpProxy proxy = HttpProxy.parse(PROXY, address.get());
        Optional<String> user = arguments.text(PROXY_USER);
        if (user.isEmpty()) {
            return Optional.of(proxy);
        }
        String source = arguments
                .text(PROXY_PASSWORD)
                .orElseThrow(() -> CommandException.usage(PROXY_USER + " needs " + PROXY_PASSWORD));
        Credentials credentials = new Credentials(
                user.get(), SecretSource.parse(PROXY_PASSWORD, source).read("password of the proxy", context));
        return Optional.of(new HttpProxy(proxy.host(), proxy.port(), Optional.of(credentials)));
    }

    private TlsSettings tls() throws ScepException, CommandException {
        Optional<Path> trusted = arguments.file(TLS_CA);
        return new TlsSettings(trusted.isEmpty() ? List.of() : TextFile.certificates(trusted.get()), identity());
    }

    private Optional<TlsSettings.Identity> identity() throws ScepException, CommandException {
        Optional<Path> certificate = arguments.file(TLS_CERTIFICATE);
        Optional<Path> key = arguments.file(TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw CommandException.usage(TLS_CERTIFICATE + " and " + TLS_KEY + " need each other; give both");
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsSettings.Identity(
                LoadedKey.read(key.get()).key().privateKey(), TextFile.certificates(certificate.get())));
    }
}
