package org.scepclient.cli.scepclient;

import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.scepclient.cli.Terminal;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;

/** A key that is generated in the background, because that takes longer than all the rest of an enrollment. */
final class KeyFuture {
    private final FutureTask<LoadedKey> task;
    private final int bits;

    private KeyFuture(int bits) {
        this.bits = bits;
        this.task = new FutureTask<>(() -> new KeyGeneration(new SecureRandom()).rsa(bits));
    }

    static KeyFuture rsa(int bits) {
        KeyFuture key = new KeyFuture(bits);
        Thread worker = new Thread(key.task, "scep-key");
        worker.setDaemon(true);
        worker.start();
        return key;
    }

    /** The finished key. */
    LoadedKey get(Terminal terminal) throws CryptoException {
        if (!task.isDone()) {
            terminal.showProgress("generating a " + bits + "-bit RSA key …");
        }
        try {
            LoadedKey key = task.get();
            terminal.clearProgress();
            return key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "interrupted during key generation", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CryptoException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
