package org.scepclient.web.server;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.web.handler.BackgroundRuns;
import org.scepclient.web.handler.LoginHandler;
import org.scepclient.web.handler.MonitoringHandler;
import org.scepclient.web.handler.Routes;
import org.scepclient.web.http.BasePath;
import org.scepclient.web.tls.ServerKeyManager;

/** The page that is shown, always with HTTPS. */
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
        this.state = new WebServerState(context.paths().data());
        new DurableDirectory(context.paths().data(), context.operations()).prepare();
        BasePath basePath = new BasePath(
                context.settingsFile().read().getOrDefault(Setting.WEB_PREFIX, Setting.WEB_PREFIX.defaultValue()));
        LoginHandler entrance = new LoginHandler(context, basePath, () -> used.set(true));
        Routes rooms = new Routes(context, store, runs, entrance);
        this.listeners = new Listeners(
                ServerKeyManager.of(context, store),
                new Dispatcher(entrance, rooms, new MonitoringHandler(context, store), basePath),
                executor);
    }

    /** Sets the limits of requests, for a process in which another of the JDK's servers starts before the page. */
    public static void limit() {
        Listeners.limit();
    }

    /**
     * Starts it at the address of the settings, and returns at once.
     *
     * @param store the one of this process, because its lock is
     */
    public static WebServer start(AgentContext context, CertificateStore store) throws ScepException {
        return new WebServer(context, store, BackgroundRuns.alone(context, store)).at(address(context));
    }

    /** Starts it at another address, {@code host:port}; with port 0 the system chooses one. */
    public static WebServer start(AgentContext context, CertificateStore store, String address) throws ScepException {
        return new WebServer(context, store, BackgroundRuns.alone(context, store)).at(address);
    }

    /** Starts it in the process of the automation, whose lock and whose checks it then uses. */
    public static WebServer beside(Automation automation) throws ScepException {
        AgentContext context = automation.context();
        return new WebServer(context, automation.store(), BackgroundRuns.beside(automation)).at(address(context));
    }

    private static String address(AgentContext context) throws StorageException {
        return context.settingsFile().read().getOrDefault(Setting.WEB_ADDRESS, Setting.WEB_ADDRESS.defaultValue());
    }

    private WebServer at(String address) throws ScepException {
        try {
            listeners.listen(address);
            state.write(listeners.addresses());
            return this;
        } catch (ScepException | InvalidInputException e) {
            close();
            throw e;
        }
    }

    /** Listens also where somebody was promised that it would; to be called now and then. */
    public void listenWhereWanted() {
        try {
            Optional<String> wanted = state.takeWanted();
            if (wanted.isPresent() && !listeners.addresses().contains(wanted.get())) {
                listeners.listen(wanted.get());
                state.write(listeners.addresses());
            }
        } catch (ScepException | InvalidInputException e) {
            context.log().say("the page listens at no other address: " + e.getMessage());
        }
    }

    public int port() {
        return listeners.port();
    }

    /** Where it listens, {@code host:port}. */
    public String address() {
        return listeners.addresses().getFirst();
    }

    /** Whether somebody used it since this was asked last, or a run is active that it started. */
    public boolean takeUse() {
        return used.getAndSet(false) || runs.active();
    }

    /** Nobody can use it any more; a run that it started goes on, see {@link #awaitRun}. */
    @Override
    public void close() {
        state.remove();
        listeners.close();
        executor.shutdownNow();
    }

    /** Waits for the end of a run that it started. */
    public void awaitRun() throws InterruptedException {
        runs.awaitEnd();
    }
}
