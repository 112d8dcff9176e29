package org.scepclient.file;

import java.nio.file.Path;

/** A process that holds the lock of a file until it is killed. */
final class ChangingProcess {
    private ChangingProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (ChangeLock lock = ChangeLock.acquire(Path.of(arguments[0]))) {
            System.out.println("locked " + (lock != null));
            System.out.println(System.in.read());
        }
    }
}
