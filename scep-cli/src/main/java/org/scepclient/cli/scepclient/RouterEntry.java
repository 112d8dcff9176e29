package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.settings.Item;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.router.RouterVisit;
import org.scepclient.web.server.PageNote;

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

    private final Equipment equipment;
    private final Invocation invocation;
    private final PageNote note;
    private final RouterVisit visit;
    private final String wanted;

    RouterEntry(Equipment equipment, Invocation invocation) throws ScepException {
        this.equipment = equipment;
        this.invocation = invocation;
        this.note = new PageNote(equipment.paths().data());
        this.visit =
                RouterVisit.of(name -> invocation.surroundings().environment().get(name));
        String configured =
                equipment.settingsFile().read().getOrDefault(Item.WEB_ADDRESS, Item.WEB_ADDRESS.defaultValue());
        this.wanted = configured.isEmpty() ? configured : visit.listen(configured);
    }

    /** Where the page is to listen, {@code host:port}. */
    String address() {
        return wanted;
    }

    /** Whether a page is shown already, though perhaps elsewhere: then it is asked to listen here too. */
    boolean isShown() {
        return !note.addresses().isEmpty();
    }

    /** A link for the one who clicked, as soon as there is a page. */
    String link() throws ScepException {
        String address = awaited();
        OneTimeLink link = new OneTimeLink(equipment.paths().data(), equipment.clock(), equipment.random());
        String word = visit.visitor().isPresent() ? link.makeFor(visit.visitor().get()) : link.make();
        String prefix = equipment.settingsFile().read().getOrDefault(Item.WEB_PREFIX, "");
        return "https://" + visit.seen(address) + prefix + "/link?word=" + word;
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
        List<String> shown = note.addresses();
        if (shown.contains(wanted)) {
            return Optional.of(wanted);
        }
        if (shown.isEmpty()) {
            Optional<String> problem = note.problem();
            if (problem.isPresent()) {
                throw new StorageException(wanted, "there is no page: " + problem.get());
            }
            return Optional.empty();
        }
        if (glance == 0) {
            note.want(wanted);
        }
        return glance < PATIENT_GLANCES ? Optional.empty() : Optional.of(reachable(shown.getFirst()));
    }

    private String reachable(String address) {
        if (!visit.canReach(address)) {
            throw new InvalidInputException(
                    Item.WEB_ADDRESS.key(),
                    "the page listens at " + address + ", which this browser cannot reach",
                    "set another address");
        }
        return address;
    }
}
