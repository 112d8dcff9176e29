package org.scepclient.it.jscep;

import java.net.URI;
import java.util.EnumSet;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import org.eclipse.jetty.ee8.servlet.FilterHolder;
import org.eclipse.jetty.ee8.servlet.ServletContextHandler;
import org.eclipse.jetty.ee8.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** jscep's servlet in a servlet container, at every path on a free port of the loopback interface. */
public final class JscepServer implements AutoCloseable {

    private static final String PATH = "/cgi-bin/pkiclient.exe";

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Listening listening;
    private final JscepCa ca;

    private JscepServer(JscepCa ca, Listening listening, Filter[] before) {
        this.ca = ca;
        this.listening = listening;
        connector = listening
                .tls()
                .map(tls -> new ServerConnector(server, contexts(tls)))
                .orElseGet(() -> new ServerConnector(server));
        connector.setHost(listening.host());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(null, "/", ServletContextHandler.NO_SESSIONS);
        for (Filter filter : before) {
            context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(new ServletHolder(ca), "/*");
        server.setHandler(context);
    }

    private static SslContextFactory.Server contexts(Listening.Tls tls) {
        SslContextFactory.Server contexts = new SslContextFactory.Server();
        contexts.setKeyStore(tls.identity());
        contexts.setKeyStorePassword("");
        // The host of a test server is an IP address, which SNI does not permit.
        contexts.setSniRequired(false);
        tls.clients().ifPresent(trusted -> {
            contexts.setTrustStore(trusted);
            contexts.setNeedClientAuth(true);
        });
        return contexts;
    }

    public static JscepServer start(JscepSettings settings) {
        return start(settings, Listening.onLoopback());
    }

    /** Starts a CA behind these filters. */
    public static JscepServer start(JscepSettings settings, Listening listening, Filter... before) {
        JscepServer started = new JscepServer(new JscepCa(settings), listening, before);
        LifeCycle.start(started.server);
        return started;
    }

    public JscepCa ca() {
        return ca;
    }

    public URI url() {
        return URI.create(listening.scheme() + "://" + listening.authority(connector.getLocalPort()) + PATH);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
