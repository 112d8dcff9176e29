package org.scepclient.web.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.scepclient.automation.Automation;
import org.scepclient.automation.Companion;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.settings.Item;
import org.scepclient.store.CertificateStore;

/** The page's server, always with HTTPS. */
public final class PageServer implements Companion.Running {
    /** Limits of the JDK's server, read before its first use: seconds, numbers, bytes. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "15",
            "sun.net.httpserver.maxRspTime", "60",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.idleInterval", "15",
            "sun.net.httpserver.maxIdleConnections", "16",
            "jdk.httpserver.maxConnections", "64");

    private final HttpsServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Runs runs;
    private final PageNote note;
    private final String host;
    private final AtomicBoolean used = new AtomicBoolean();

    private PageServer(Equipment equipment, Runs runs, String address) throws ScepException {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        new DurableDirectory(equipment.paths().data(), equipment.steps()).prepare();
        InetSocketAddress socket = socket(address);
        try {
            this.server = HttpsServer.create(socket, 0);
        } catch (IOException e) {
            throw new StorageException(
                    address,
                    "the page cannot listen here: " + e.getMessage() + "; change " + Item.WEB_ADDRESS.key(),
                    e);
        }
        this.runs = runs;
        this.note = new PageNote(equipment.paths().data());
        this.host = address.substring(0, address.lastIndexOf(':'));
    }

    /**
     * Starts it at the address of the settings, and returns at once.
     *
     * @param store the one of this process, because its lock is
     */
    public static PageServer start(Equipment equipment, CertificateStore store) throws ScepException {
        return start(equipment, store, Runs.alone(equipment, store), address(equipment));
    }

    /** Starts it at another address, {@code host:port}; with port 0 the system chooses one. */
    public static PageServer start(Equipment equipment, CertificateStore store, String address) throws ScepException {
        return start(equipment, store, Runs.alone(equipment, store), address);
    }

    /** Starts it in the process of the automation, whose lock and whose checks it then uses. */
    public static PageServer beside(Automation automation) throws ScepException {
        Equipment equipment = automation.equipment();
        return start(equipment, automation.store(), Runs.beside(automation), address(equipment));
    }

    private static PageServer start(Equipment equipment, CertificateStore store, Runs runs, String address)
            throws ScepException {
        Place place = new Place(
                equipment.settingsFile().read().getOrDefault(Item.WEB_PREFIX, Item.WEB_PREFIX.defaultValue()));
        PageServer page = new PageServer(equipment, runs, address);
        try {
            page.server.setHttpsConfigurator(new HttpsConfigurator(tls(equipment, store)));
            Entrance entrance = new Entrance(equipment, place, () -> page.used.set(true));
            Rooms rooms = new Rooms(equipment, store, runs, entrance);
            page.server.createContext("/", new Site(entrance, rooms, new Machines(equipment, store), place));
            page.server.setExecutor(page.executor);
            page.server.start();
            page.note.write(List.of(page.address()));
            return page;
        } catch (ScepException e) {
            page.close();
            throw e;
        }
    }

    private static SSLContext tls(Equipment equipment, CertificateStore store) throws ScepException {
        PagePair own = new PageCertificate(
                        equipment.paths().data(),
                        equipment.random(),
                        equipment.clock().instant())
                .pair();
        PageKeys keys = new PageKeys(own, new EnrolledPair(equipment, store));
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            // Nobody is asked for a certificate, so no CA certificates are loaded to check one.
            tls.init(new KeyManager[] {keys}, new TrustManager[0], equipment.random());
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    private static String address(Equipment equipment) throws StorageException {
        return equipment.settingsFile().read().getOrDefault(Item.WEB_ADDRESS, Item.WEB_ADDRESS.defaultValue());
    }

    private static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        if (!address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new InvalidInputException(Item.WEB_ADDRESS.key(), address, "give the page's address as host:port");
        }
        int port = Integer.parseInt(address.substring(colon + 1));
        String host = address.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
        if (host.isEmpty() || port > 65_535) {
            throw new InvalidInputException(Item.WEB_ADDRESS.key(), address, "give the page's address as host:port");
        }
        return new InetSocketAddress(host, port);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it listens, {@code host:port}. */
    public String address() {
        return host + ":" + port();
    }

    /** Whether somebody used it since this was asked last, or a run is active that it started. */
    public boolean takeUse() {
        return used.getAndSet(false) || runs.active();
    }

    /** Nobody can use it any more; a run that it started goes on, see {@link #awaitRun}. */
    @Override
    public void close() {
        note.remove();
        server.stop(0);
        executor.shutdownNow();
    }

    /** Waits for the end of a run that it started. */
    public void awaitRun() throws InterruptedException {
        runs.awaitEnd();
    }
}
