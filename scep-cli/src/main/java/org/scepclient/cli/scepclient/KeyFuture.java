package org.scepclient.cli.scepclient;

import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.scepclient.cli.Terminal;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;

/** A key that is being made while something else goes on: it takes longer than everything else together. */
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
            terminal.showProgress("making an RSA key of " + bits + " bits …");
        }
        try {
            LoadedKey key = task.get();
            terminal.clearProgress();
            return key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "interrupted while the key was made", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CryptoException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
