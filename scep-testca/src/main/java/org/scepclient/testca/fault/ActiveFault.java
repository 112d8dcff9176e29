package org.scepclient.testca.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.scepclient.message.MessageType;

/** The fault that is switched on, if any. */
public final class ActiveFault {
    private final AtomicReference<Optional<Fault>> active;
    private final AtomicBoolean answered = new AtomicBoolean();

    public ActiveFault(Optional<Fault> first) {
        active = new AtomicReference<>(first);
    }

    public void set(Optional<Fault> fault) {
        active.set(fault);
        answered.set(false);
    }

    public Optional<Fault> get() {
        return active.get();
    }

    /** True once, for the first answer since the fault was switched on. */
    public boolean isFirstAnswer() {
        return answered.compareAndSet(false, true);
    }

    /** The fault, if it affects this operation other than PKIOperation. */
    public Optional<Fault> in(FaultyOperation operation) {
        return get().filter(fault -> fault.operation().covers(operation));
    }

    /** The fault, if it affects replies to messages of this type. */
    public Optional<Fault> in(MessageType type) {
        return get().filter(fault -> fault.operation().covers(type));
    }
}
