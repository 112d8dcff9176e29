package org.scepclient.web.server;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.OwnDirectory;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.web.handler.BackgroundRuns;
import org.scepclient.web.handler.LoginHandler;
import org.scepclient.web.handler.MonitoringHandler;
import org.scepclient.web.handler.Routes;
import org.scepclient.web.http.BasePath;
import org.scepclient.web.tls.ServerKeyManager;

/** The HTTPS server of the web interface. */
public final class WebServer implements BackgroundService.Running {
    private final AgentContext context;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean used = new AtomicBoolean();
    private final BackgroundRuns runs;
    private final WebServerState state;
    private final Listeners listeners;

    private WebServer(AgentContext context, CertificateStore store, BackgroundRuns runs) throws ScepException {
        this.context = context;
        this.runs = runs;
        this.state = new WebServerState(context.dataDirectory());
        OwnDirectory.prepare(context.dataDirectory());
        BasePath basePath = new BasePath(
                context.settingsFile().read().getOrDefault(Setting.WEB_PREFIX, Setting.WEB_PREFIX.defaultValue()));
        LoginHandler login = new LoginHandler(context, basePath, () -> used.set(true));
        Routes routes = new Routes(context, store, runs, login);
        this.listeners = new Listeners(
                ServerKeyManager.of(context, store),
                new Dispatcher(login, routes, new MonitoringHandler(context, store), basePath),
                executor,
                MonotonicClock.ofDevice());
    }

    /** Sets the request limits, for a process that starts another HTTP server of the JDK before the web interface. */
    public static void setLimits() {
        Listeners.setLimits();
    }

    /**
     * Starts the server on the address in the settings, and returns at once.
     *
     * @param store the store that this process shares, because the run lock is per process
     */
    public static WebServer start(AgentContext context, CertificateStore store) throws ScepException {
        return new WebServer(context, store, BackgroundRuns.standalone(context, store)).listen(address(context));
    }

    /** Starts the server on another {@code host:port}; port 0 selects a free port. */
    public static WebServer start(AgentContext context, CertificateStore store, String address) throws ScepException {
        return new WebServer(context, store, BackgroundRuns.standalone(context, store)).listen(address);
    }

    /** Starts the server in the process of the automation, and shares its lock and checks. */
    public static WebServer startWith(Automation automation) throws ScepException {
        AgentContext context = automation.context();
        return new WebServer(context, automation.store(), BackgroundRuns.of(automation)).listen(address(context));
    }

    private static String address(AgentContext context) throws StorageException {
        return context.settingsFile().read().getOrDefault(Setting.WEB_ADDRESS, Setting.WEB_ADDRESS.defaultValue());
    }

    private WebServer listen(String address) throws ScepException {
        try {
            state.begin();
            listeners.listen(address);
            state.write(listeners.addresses());
            return this;
        } catch (ScepException | InvalidInputException e) {
            close();
            throw e;
        }
    }

    /** Listens on the address that another process has requested, if any. The owner of the server calls this periodically. */
    public void listenOnRequestedAddress() {
        try {
            Optional<String> requested = state.takeRequestedAddress();
            if (requested.isPresent() && !listeners.addresses().contains(requested.get())) {
                listeners.listen(requested.get());
                state.write(listeners.addresses());
            }
        } catch (ScepException | InvalidInputException e) {
            context.log().warning("cannot listen on the additional address: " + e.getMessage());
        }
    }

    public int port() {
        return listeners.port();
    }

    /** The first address, {@code host:port}. */
    public String address() {
        return listeners.addresses().getFirst();
    }

    /** The number of open connections. */
    int connections() {
        return listeners.connections();
    }

    /** True if a logged-in user has sent a request since the last call, or a run started by one is active. */
    public boolean usedSinceLastCall() {
        return used.getAndSet(false) || runs.active();
    }

    /** Stops serving requests; an active run continues, see {@link #awaitRun}. */
    @Override
    public void close() {
        state.remove();
        listeners.close();
        executor.shutdownNow();
    }

    /** Waits for the end of the active run, if any. */
    public void awaitRun() throws InterruptedException {
        runs.awaitEnd();
    }
}
