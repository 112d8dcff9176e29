package org.scepclient.testca.http;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.scepclient.testca.reply.ReplyDraft;

/** The most recent requests, oldest first. */
public final class RequestLog {
    private static final int KEPT = 10_000;

    private final Clock clock;
    private final Deque<ReceivedOperation> last = new ArrayDeque<>();

    public RequestLog(Clock clock) {
        this.clock = clock;
    }

    public List<ReceivedOperation> received() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    void add(String operation, String method, Optional<ReplyDraft> draft) {
        ReceivedOperation received = new ReceivedOperation(
                clock.instant(),
                operation,
                method,
                draft.map(ReplyDraft::request),
                draft.map(one -> one.reply().transactionId()),
                draft.map(one -> one.reply().status()));
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeFirst();
            }
            last.addLast(received);
        }
    }
}
