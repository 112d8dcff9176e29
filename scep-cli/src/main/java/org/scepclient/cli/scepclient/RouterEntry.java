package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.web.cgi.CgiRequest;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.WebServerState;

/**
 * The way in from the router's own page, for {@code www/index.cgi}: one process shows the page where the router was
 * reached, another one waits for it and makes the link.
 */
final class RouterEntry {
    private static final Duration GLANCE = Duration.ofMillis(100);
    /** A small router needs a while for the first page after boot. */
    private static final int MOST_GLANCES = 600;
    /** A page that is shown already looks once a second where it is to listen. */
    private static final int PATIENT_GLANCES = 30;

    private final AgentContext context;
    private final Invocation invocation;
    private final WebServerState state;
    private final CgiRequest visit;
    private final String wanted;

    RouterEntry(AgentContext context, Invocation invocation) throws ScepException {
        this.context = context;
        this.invocation = invocation;
        this.state = new WebServerState(context.paths().data());
        this.visit =
                CgiRequest.of(name -> invocation.surroundings().environment().get(name));
        String configured =
                context.settingsFile().read().getOrDefault(Setting.WEB_ADDRESS, Setting.WEB_ADDRESS.defaultValue());
        this.wanted = configured.isEmpty() ? configured : visit.listenAddress(configured);
    }

    /** Where the page is to listen, {@code host:port}. */
    String address() {
        return wanted;
    }

    /** Whether a page is shown already, though perhaps elsewhere: then it is asked to listen here too. */
    boolean isShown() {
        return !state.addresses().isEmpty();
    }

    /** A link for the one who clicked, as soon as there is a page. */
    String link() throws ScepException {
        String address = awaited();
        OneTimeLink link = new OneTimeLink(context.paths().data(), context.clock(), context.random());
        String word = visit.remoteAddress().isPresent()
                ? link.createFor(visit.remoteAddress().get())
                : link.create();
        String prefix = context.settingsFile().read().getOrDefault(Setting.WEB_PREFIX, "");
        return "https://" + visit.browserAddress(address) + prefix + "/link?word=" + word;
    }

    private String awaited() throws StorageException {
        try {
            for (int glance = 0; glance < MOST_GLANCES; glance++) {
                Optional<String> address = look(glance);
                if (address.isPresent()) {
                    return address.get();
                }
                invocation.sleeper().sleep(GLANCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StorageException(wanted, "the page was not there within a minute; the system's log may tell why");
    }

    private Optional<String> look(int glance) throws StorageException {
        List<String> shown = state.addresses();
        if (shown.contains(wanted)) {
            return Optional.of(wanted);
        }
        if (shown.isEmpty()) {
            Optional<String> problem = state.problem();
            if (problem.isPresent()) {
                throw new StorageException(wanted, "there is no page: " + problem.get());
            }
            return Optional.empty();
        }
        if (glance == 0) {
            state.requestAddress(wanted);
        }
        return glance < PATIENT_GLANCES ? Optional.empty() : Optional.of(reachable(shown.getFirst()));
    }

    private String reachable(String address) {
        if (!visit.canReach(address)) {
            throw new InvalidInputException(
                    Setting.WEB_ADDRESS.key(),
                    "the page listens at " + address + ", which this browser cannot reach",
                    "set another address");
        }
        return address;
    }
}
