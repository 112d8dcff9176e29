package org.scepclient.web.server;

import java.util.concurrent.atomic.AtomicInteger;
import org.scepclient.automation.CertificateCheck;
import org.scepclient.automation.Equipment;
import org.scepclient.journal.RunTrigger;
import org.scepclient.store.CertificateStore;

/** Runs that the page started, in the background. */
final class Runs {
    private final Equipment equipment;
    private final CertificateStore store;
    private final AtomicInteger active = new AtomicInteger();

    Runs(Equipment equipment, CertificateStore store) {
        this.equipment = equipment;
        this.store = store;
    }

    /** Starts a run unless one of this process is active. */
    void start(RunTrigger trigger, CertificateCheck.Wish wish) {
        if (!active.compareAndSet(0, 1)) {
            return;
        }
        Thread run = new Thread(() -> run(trigger, wish), "scep-run");
        run.setDaemon(true);
        run.start();
    }

    boolean active() {
        return active.get() > 0;
    }

    private void run(RunTrigger trigger, CertificateCheck.Wish wish) {
        try {
            new CertificateCheck(equipment, store).run(trigger, wish);
        } finally {
            active.set(0);
        }
    }
}
