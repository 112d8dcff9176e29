package org.scepclient.enrollment;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.NamedLines;
import org.scepclient.operation.CapabilitiesResponse;

/**
 * Remembers in a file which capabilities a server has offered in GetCACaps, so that an attacker on the path cannot remove
 * SCEPStandard, AES or SHA-2 later (RFC 8894 §7.5), nor the whole list. A damaged file counts as empty: it must not keep a device from its certificate.
 */
public final class KnownOffer {
    private static final String HEAD = "scep-offer";
    private static final String VERSION = "1";
    private static final String SERVER = "server";
    private static final String OFFERED = "offered";

    private final DurableDirectory directory;
    private final String name;

    /** The offer in the file {@code name} of a directory that has one writer at a time. */
    public KnownOffer(DurableDirectory directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    public Path file() {
        return directory.file(name);
    }

    /**
     * Reads the file, which must exist.
     *
     * @throws StorageException if it is damaged
     */
    public void check() throws StorageException {
        NamedLines lines = NamedLines.parse(file().toString(), directory.text(name));
        if (!lines.value(HEAD).equals(VERSION)) {
            throw lines.damaged("unknown version", null);
        }
        lines.value(SERVER);
    }

    /** The capabilities that this server has offered; none for another server. */
    public CaCapabilities of(String server) {
        CaCapabilities offered = CaCapabilities.none();
        try {
            NamedLines lines = NamedLines.parse(file().toString(), directory.has(name) ? directory.text(name) : "");
            if (lines.find(SERVER).filter(server::equals).isEmpty()) {
                return offered;
            }
            for (NamedLines.Line line : lines.lines()) {
                Optional<Capability> one =
                        Capability.of(line.value()).filter(any -> line.name().equals(OFFERED));
                if (one.isPresent()) {
                    offered = offered.with(CaCapabilities.of(one.get()));
                }
            }
        } catch (StorageException e) {
            // It protects less then, and is written again after the next success.
        }
        return offered;
    }

    /**
     * The part of one server.
     *
     * @param server the URL and the CA identifier
     * @param remedy what to do if the server really offers less now
     */
    public OfServer forServer(String server, String remedy) {
        return new OfServer(this, server, remedy);
    }

    /** The capabilities that one server has offered. */
    public record OfServer(KnownOffer memory, String server, String remedy) {

        /** Whether the server has offered any. */
        public boolean isKnown() {
            return !memory.of(server).known().isEmpty();
        }

        /**
         * The response with the capabilities that count: its own, or those that the server has offered if it has no list now.
         * An attacker on the path must gain nothing by cutting off the list, and a server that lists none any more must not
         * lose its clients.
         *
         * @throws TransportException if the server has offered some, and fails now
         * @throws TrustException if the server offers less than it did
         */
        public CapabilitiesResponse counted(CapabilitiesResponse now) throws TransportException, TrustException {
            CaCapabilities before = memory.of(server);
            if (now.listed() || before.known().isEmpty()) {
                now.capabilities().requireNoDowngrade(server, before, remedy);
                return now;
            }
            if (now.failure().isPresent()) {
                throw now.failure().get();
            }
            return now.counting(before);
        }

        void add(CaCapabilities now) throws StorageException {
            memory.add(server, now);
        }
    }

    /**
     * Adds what a server offers. Call it only after a verified reply that used the offer: a capability that somebody
     * else claims in the server's place must not lock out a server without it.
     */
    public void add(String server, CaCapabilities now) throws StorageException {
        CaCapabilities all = of(server).with(now);
        if (all.known().isEmpty()) {
            return;
        }
        NamedLines lines = NamedLines.begin().put(HEAD, VERSION).put(SERVER, server);
        all.known().forEach(capability -> lines.put(OFFERED, capability.keyword()));
        directory.write(name, FileAccess.PUBLIC, lines.toString());
    }

    public void forget() throws StorageException {
        directory.delete(name);
    }
}
