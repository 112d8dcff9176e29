package org.scepclient.agent.store;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.file.FileOperations;

/** A process that acquires the lock and holds it until it is killed. */
final class LockingProcess {
    private LockingProcess() {}

    public static void main(String[] arguments) throws Exception {
        RunLock lock = CertificateStore.in(Path.of(arguments[0]), FileOperations.ofDisk())
                .lock();
        Optional<RunLock.Held> held = lock.tryAcquire();
        if (held.isEmpty()) {
            RunLock.Holder holder = lock.holder().orElseThrow();
            System.out.println("another run is active (pid " + holder.pid() + ", "
                    + holder.phase().id() + ")");
            return;
        }
        held.get().enter(RunPhase.ENROLLMENT);
        System.out.println("running");
        int ignored = System.in.read();
        System.out.println(ignored);
    }
}
