package org.scepclient.web.cgi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.transport.Sleeper;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.WebServerState;

/**
 * The entry from the router's own web page, for {@code www/index.cgi}: one process starts the app's page at the address
 * where the router was reached, and another one waits for it and makes the link.
 */
public final class CgiEntryPoint {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** One minute: the first start after boot is slow on a small router. */
    private static final int MAX_POLLS = 600;
    /** A running page reads once a second which address to add. */
    private static final int POLLS_FOR_NEW_ADDRESS = 30;

    private final AgentContext context;
    private final Sleeper sleeper;
    private final WebServerState state;
    private final CgiRequest request;
    private final String address;

    /**
     * The entry point for one request.
     *
     * @param environment the variables set by the router's web server (RFC 3875)
     * @param sleeper waits for the page
     * @throws InvalidInputException if the address at which the router was reached is unknown
     */
    public CgiEntryPoint(AgentContext context, Function<String, @Nullable String> environment, Sleeper sleeper)
            throws ScepException {
        this.context = context;
        this.sleeper = sleeper;
        this.state = new WebServerState(context.dataDirectory());
        this.request = CgiRequest.of(environment);
        String configured =
                context.settingsFile().read().getOrDefault(Setting.WEB_ADDRESS, Setting.WEB_ADDRESS.defaultValue());
        this.address = configured.isEmpty() ? configured : request.listenAddress(configured);
    }

    /** The address at which to serve the page, {@code host:port}. */
    public String address() {
        return address;
    }

    /** Whether a process serves the page, possibly at another address: {@link #link} asks it to add this one. */
    public boolean isServed() {
        return !state.addresses().isEmpty();
    }

    /** A link for the browser of the request; waits until the page is served. */
    public String link() throws ScepException {
        String served = awaitAddress();
        OneTimeLink link = new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random());
        String word = request.remoteAddress().isPresent()
                ? link.createFor(request.remoteAddress().get())
                : link.create();
        String prefix = context.settingsFile().read().getOrDefault(Setting.WEB_PREFIX, "");
        return "https://" + request.browserAddress(served) + prefix + "/link?word=" + word;
    }

    private String awaitAddress() throws StorageException {
        try {
            for (int poll = 0; poll < MAX_POLLS; poll++) {
                Optional<String> served = servedAddress(poll);
                if (served.isPresent()) {
                    return served.get();
                }
                sleeper.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StorageException(address, "the page did not start within a minute; see the system log");
    }

    private Optional<String> servedAddress(int poll) throws StorageException {
        List<String> served = state.addresses();
        if (served.contains(address)) {
            return Optional.of(address);
        }
        if (served.isEmpty()) {
            Optional<String> problem = state.problem();
            if (problem.isPresent()) {
                throw new StorageException(address, "cannot serve the page: " + problem.get());
            }
            return Optional.empty();
        }
        if (poll == 0) {
            state.requestAddress(address);
        }
        return poll < POLLS_FOR_NEW_ADDRESS ? Optional.empty() : Optional.of(reachable(served.getFirst()));
    }

    private String reachable(String served) {
        if (!request.canReach(served)) {
            throw new InvalidInputException(
                    Setting.WEB_ADDRESS.key(),
                    "the page is at " + served + ", which this browser cannot reach",
                    "set another address");
        }
        return served;
    }
}
