package org.scepclient.web.server;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.scepclient.automation.Automation;
import org.scepclient.automation.Companion;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.settings.Item;
import org.scepclient.store.CertificateStore;

/** The page that is shown, always with HTTPS. */
public final class PageServer implements Companion.Running {
    private final Equipment equipment;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean used = new AtomicBoolean();
    private final Runs runs;
    private final PageNote note;
    private final Listeners listeners;

    private PageServer(Equipment equipment, CertificateStore store, Runs runs) throws ScepException {
        this.equipment = equipment;
        this.runs = runs;
        this.note = new PageNote(equipment.paths().data());
        new DurableDirectory(equipment.paths().data(), equipment.steps()).prepare();
        Place place = new Place(
                equipment.settingsFile().read().getOrDefault(Item.WEB_PREFIX, Item.WEB_PREFIX.defaultValue()));
        Entrance entrance = new Entrance(equipment, place, () -> used.set(true));
        Rooms rooms = new Rooms(equipment, store, runs, entrance);
        this.listeners = new Listeners(
                PageKeys.of(equipment, store),
                new Site(entrance, rooms, new Machines(equipment, store), place),
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
    public static PageServer start(Equipment equipment, CertificateStore store) throws ScepException {
        return new PageServer(equipment, store, Runs.alone(equipment, store)).at(address(equipment));
    }

    /** Starts it at another address, {@code host:port}; with port 0 the system chooses one. */
    public static PageServer start(Equipment equipment, CertificateStore store, String address) throws ScepException {
        return new PageServer(equipment, store, Runs.alone(equipment, store)).at(address);
    }

    /** Starts it in the process of the automation, whose lock and whose checks it then uses. */
    public static PageServer beside(Automation automation) throws ScepException {
        Equipment equipment = automation.equipment();
        return new PageServer(equipment, automation.store(), Runs.beside(automation)).at(address(equipment));
    }

    private static String address(Equipment equipment) throws StorageException {
        return equipment.settingsFile().read().getOrDefault(Item.WEB_ADDRESS, Item.WEB_ADDRESS.defaultValue());
    }

    private PageServer at(String address) throws ScepException {
        try {
            listeners.listen(address);
            note.write(listeners.addresses());
            return this;
        } catch (ScepException | InvalidInputException e) {
            close();
            throw e;
        }
    }

    /** Listens also where somebody was promised that it would; to be called now and then. */
    public void listenWhereWanted() {
        try {
            Optional<String> wanted = note.takeWanted();
            if (wanted.isPresent() && !listeners.addresses().contains(wanted.get())) {
                listeners.listen(wanted.get());
                note.write(listeners.addresses());
            }
        } catch (ScepException | InvalidInputException e) {
            equipment.log().say("the page listens at no other address: " + e.getMessage());
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
        note.remove();
        listeners.close();
        executor.shutdownNow();
    }

    /** Waits for the end of a run that it started. */
    public void awaitRun() throws InterruptedException {
        runs.awaitEnd();
    }
}
