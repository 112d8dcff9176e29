package org.scepclient.testca.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.FailInfo;
import org.scepclient.message.TransactionId;

/** The enrollments by transactionID; only messages of the same transaction wait for each other. */
public final class Transactions {
    private static final int LOCKS = 256;

    private final Map<TransactionId, Transaction> all = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[LOCKS];

    public Transactions() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * Records a request, or finds its record: the same request under the same transactionID is a retry after a lost
     * reply and gets the same reply.
     */
    Transaction submit(TransactionId id, Transaction request, boolean grant)
            throws RefusedException, ProtocolException {
        synchronized (lock(id)) {
            Optional<Transaction> known = find(id);
            Optional<Transaction> repeated = known.filter(one -> one.isRepetitionOf(request) && !one.isRejected());
            if (repeated.isPresent()) {
                return repeated.get();
            }
            // RFC 8894 §3.2.1.1: a transactionID identifies one transaction.
            if (known.filter(Transaction::isWaiting).isPresent()) {
                throw new RefusedException(
                        FailInfo.BAD_REQUEST, "another request with this transactionID is pending; poll for that one");
            }
            Transaction next = grant ? granted(request) : request;
            all.put(id, next);
            return next;
        }
    }

    Optional<Transaction> find(TransactionId id) {
        return Optional.ofNullable(all.get(id));
    }

    /** The pending requests, oldest first. */
    public List<PendingRequest> pending() {
        List<PendingRequest> pending = new ArrayList<>();
        all.forEach((id, transaction) -> {
            if (transaction.isWaiting()) {
                pending.add(new PendingRequest(id, transaction.request(), transaction.received()));
            }
        });
        pending.sort(Comparator.comparing(PendingRequest::received));
        return pending;
    }

    /** Approves a pending request; false if no request with this transactionID is pending. */
    public boolean approve(TransactionId id) throws ProtocolException {
        synchronized (lock(id)) {
            Optional<Transaction> waiting = waiting(id);
            if (waiting.isPresent()) {
                all.put(id, granted(waiting.get()));
            }
            return waiting.isPresent();
        }
    }

    /** Rejects a pending request; false if no request with this transactionID is pending. */
    public boolean reject(TransactionId id) {
        synchronized (lock(id)) {
            Optional<Transaction> waiting = waiting(id);
            waiting.ifPresent(transaction -> all.put(id, transaction.with(new Transaction.Rejected())));
            return waiting.isPresent();
        }
    }

    private Optional<Transaction> waiting(TransactionId id) {
        return find(id).filter(Transaction::isWaiting);
    }

    private static Transaction granted(Transaction transaction) throws ProtocolException {
        return transaction.with(new Transaction.Granted(transaction.authority().issue(transaction.request())));
    }

    private Object lock(TransactionId id) {
        return locks[Math.floorMod(id.hashCode(), LOCKS)];
    }
}
