package org.scepclient.web.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.scepclient.automation.Companion;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.settings.Item;
import org.scepclient.store.CertificateStore;

/** The page's server, always with HTTPS. */
public final class PageServer implements Companion.Running {
    /** Limits of the JDK's server, read before its first use: seconds for a request, connections, and no delay. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "30",
            "sun.net.httpserver.maxRspTime", "60",
            "jdk.httpserver.maxConnections", "64");

    private final HttpsServer server;
    private final ExecutorService executor;
    private final Runs runs;
    private final Equipment equipment;
    private volatile Instant used;

    private PageServer(HttpsServer server, Runs runs, Equipment equipment) {
        this.server = server;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.runs = runs;
        this.equipment = equipment;
        this.used = equipment.clock().instant();
    }

    /**
     * Starts it, and returns at once.
     *
     * @param store the one of this process, because its lock is
     */
    public static PageServer start(Equipment equipment, CertificateStore store) throws ScepException {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        Map<Item, String> settings = equipment.settingsFile().read();
        String address = settings.getOrDefault(Item.WEB_ADDRESS, Item.WEB_ADDRESS.defaultValue());
        PageCertificate certificate = new PageCertificate(
                equipment.paths().data(), equipment.random(), equipment.clock().instant());
        try {
            HttpsServer server = HttpsServer.create(socket(address), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
            Runs runs = new Runs(equipment, store);
            PageServer page = new PageServer(server, runs, equipment);
            Entrance entrance = new Entrance(equipment);
            Rooms rooms = new Rooms(equipment, store, runs, entrance);
            server.createContext("/", new Site(entrance, rooms, settings, page::touch));
            server.setExecutor(page.executor);
            server.start();
            return page;
        } catch (IOException e) {
            throw new StorageException(
                    address,
                    "the page cannot listen here: " + e.getMessage() + "; change " + Item.WEB_ADDRESS.key(),
                    e);
        }
    }

    private static InetSocketAddress socket(String address) {
        int colon = address.lastIndexOf(':');
        if (!address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new InvalidInputException(Item.WEB_ADDRESS.key(), address, "give the page's address as host:port");
        }
        String host = address.substring(0, Math.max(0, colon)).replace("[", "").replace("]", "");
        return new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** True when nobody used it for that long and no run is active. */
    public boolean idle(Duration limit) {
        return !runs.active() && equipment.clock().instant().isAfter(used.plus(limit));
    }

    private void touch() {
        used = equipment.clock().instant();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
