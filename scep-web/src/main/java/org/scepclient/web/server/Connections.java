package org.scepclient.web.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The open connections. A new one is always accepted: at a limit, the one that has been without progress for the longest time
 * is ended, of the same address or, at the total limit, of the address that has the most.
 */
final class Connections {
    static final int MAX_TOTAL = 64;
    static final int MAX_OF_ADDRESS = 32;
    /** Time limit for the first bytes of a client, and for a client that has to read before there can be progress. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(15);

    private static final Comparator<Connection> BY_PROGRESS = Comparator.comparing(Connection::lastProgress);

    private final List<Connection> open = new ArrayList<>();
    private boolean closed;

    /** Returns false if the connections are closed. */
    synchronized boolean add(Connection connection) {
        if (closed) {
            return false;
        }
        List<Connection> ofAddress = of(connection.network());
        if (ofAddress.size() >= MAX_OF_ADDRESS) {
            abortOldest(ofAddress);
        } else if (open.size() >= MAX_TOTAL) {
            abortOldest(of(largestNetwork()));
        }
        open.add(connection);
        return true;
    }

    synchronized void remove(Connection connection) {
        open.remove(connection);
    }

    /** The client whose connection the HTTP server sees as coming from this address. */
    synchronized Optional<InetAddress> client(InetSocketAddress address) {
        return open.stream()
                .filter(connection -> connection.isSeenAs(address))
                .findFirst()
                .map(Connection::client);
    }

    synchronized int size() {
        return open.size();
    }

    /** Ends the connections whose clients are too slow. */
    synchronized void abortStalled() {
        open.stream().filter(Connection::isStalled).toList().forEach(this::abort);
    }

    synchronized void abortAll() {
        closed = true;
        List.copyOf(open).forEach(this::abort);
    }

    private List<Connection> of(String network) {
        return open.stream()
                .filter(connection -> connection.network().equals(network))
                .toList();
    }

    private String largestNetwork() {
        Map<String, Integer> sizes = new HashMap<>();
        open.stream().sorted(BY_PROGRESS).forEach(connection -> sizes.merge(connection.network(), 1, Integer::sum));
        int largest = sizes.values().stream().max(Comparator.naturalOrder()).orElse(0);
        return open.stream()
                .sorted(BY_PROGRESS)
                .map(Connection::network)
                .filter(network -> sizes.getOrDefault(network, 0) == largest)
                .findFirst()
                .orElseThrow();
    }

    private void abortOldest(List<Connection> connections) {
        connections.stream().min(BY_PROGRESS).ifPresent(this::abort);
    }

    private void abort(Connection connection) {
        open.remove(connection);
        connection.abort();
    }
}
