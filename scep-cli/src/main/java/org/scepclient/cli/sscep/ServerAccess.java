package org.scepclient.cli.sscep;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.SecretSource;
import org.scepclient.error.ScepException;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.Credentials;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.TlsSettings;
import org.scepclient.transport.Transport;
import org.scepclient.value.Secret;

/** The server of the options. */
final class ServerAccess {
    private final Settings settings;
    private final VerboseReport report;
    private final CommandContext context;

    ServerAccess(Settings settings, VerboseReport report, CommandContext context) {
        this.settings = settings;
        this.report = report;
        this.context = context;
    }

    ScepServer server() throws ScepException, CommandException {
        HttpUrl url = HttpUrl.parse(settings.place(Option.URL), settings.value(Option.URL));
        ScepServer server = new ScepServer(url, transport(url));
        Optional<String> monitor = settings.text(Option.MONITOR);
        return monitor.isEmpty() ? server : server.withParameters(List.of(monitor.get()));
    }

    private Transport transport(HttpUrl url) throws ScepException, CommandException {
        Transport transport = Transport.http(httpSettings(url));
        if (report.isDebug()) {
            transport = new TracingTransport(transport, report, context.clock());
        }
        int retry = settings.number(Option.RETRY, 0, report::notice);
        if (retry > 0) {
            LinearBackoff backoff = LinearBackoff.upTo(Duration.ofSeconds(retry));
            transport = transport.retrying(backoff, context.clock(), context.sleeper());
        }
        return transport;
    }

    private HttpSettings httpSettings(HttpUrl url) throws ScepException, CommandException {
        HttpSettings http = HttpSettings.defaults();
        Optional<String> proxy = settings.text(Option.PROXY);
        if (proxy.isPresent()) {
            http = http.withProxy(proxy(proxy.get()));
        }
        int timeout = settings.number(Option.TIMEOUT, 0, report::notice);
        if (timeout > 0) {
            Duration total = Duration.ofSeconds(timeout);
            http = http.withTotalTimeout(total);
            if (total.compareTo(http.connectTimeout()) < 0) {
                http = http.withConnectTimeout(total);
            }
        }
        return url.secure() ? http.withTls(tls()) : http;
    }

    private HttpProxy proxy(String address) throws ScepException, CommandException {
        HttpProxy proxy = HttpProxy.parse(settings.place(Option.PROXY), address);
        Optional<String> user = settings.text(Option.PROXY_USER);
        if (user.isEmpty()) {
            return proxy;
        }
        settings.require(Option.PROXY_PASSWORD, "source of the proxy's password");
        Secret password = SecretSource.parse(Option.PROXY_PASSWORD.flag(), settings.value(Option.PROXY_PASSWORD))
                .read("password of the proxy", context);
        return new HttpProxy(proxy.host(), proxy.port(), Optional.of(new Credentials(user.get(), password)));
    }

    private TlsSettings tls() throws ScepException, CommandException {
        Optional<String> trusted = settings.text(Option.TLS_CA);
        List<X509Certificate> roots =
                trusted.isEmpty() ? List.of() : PemFile.read(trusted.get()).certificates();
        return new TlsSettings(roots, identity());
    }

    private Optional<TlsSettings.Identity> identity() throws ScepException, CommandException {
        if (!settings.has(Option.TLS_CERTIFICATE) && !settings.has(Option.TLS_KEY)) {
            return Optional.empty();
        }
        settings.require(Option.TLS_CERTIFICATE, "certificate of the TLS key");
        settings.require(Option.TLS_KEY, "key of the TLS certificate");
        return Optional.of(new TlsSettings.Identity(
                new PrivateKeys(settings, context)
                        .load(settings.value(Option.TLS_KEY))
                        .key()
                        .privateKey(),
                PemFile.read(settings.value(Option.TLS_CERTIFICATE)).certificates()));
    }
}
