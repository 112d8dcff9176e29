package org.scepclient.enrollment;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;

/** The key and the request of an enrollment that has no certificate yet, as two files for the owner alone. */
public final class RequestStore {
    private final DurableDirectory directory;
    private final String keyFile;
    private final String requestFile;

    /** The files with these names in a directory that has one writer at a time. */
    public RequestStore(DurableDirectory directory, String keyFile, String requestFile) {
        this.directory = directory;
        this.keyFile = keyFile;
        this.requestFile = requestFile;
    }

    /** The key of a request that was begun, perhaps not even made. */
    public Optional<LoadedKey> key() throws ScepException {
        return directory.has(keyFile) ? Optional.of(LoadedKey.read(directory.file(keyFile))) : Optional.empty();
    }

    /** Stores a key before anything is requested for it; a request for another key is forgotten. */
    public void storeKey(LoadedKey key) throws ScepException {
        String text = PemWriter.privateKey(key.key().privateKey());
        if (!directory.has(keyFile) || !directory.text(keyFile).equals(text)) {
            directory.delete(requestFile);
        }
        directory.write(keyFile, FileAccess.SECRET, text);
    }

    public boolean hasKey() {
        return directory.has(keyFile);
    }

    public boolean hasRequest() {
        return directory.has(requestFile);
    }

    /** The file of the request, for messages about its content. */
    public Path requestFile() {
        return directory.file(requestFile);
    }

    /** The request as it was stored. */
    public Optional<String> request() throws StorageException {
        return hasRequest() ? Optional.of(directory.text(requestFile)) : Optional.empty();
    }

    public void storeRequest(String text) throws StorageException {
        directory.write(requestFile, FileAccess.SECRET, text);
    }

    /** Forgets the request and its key. */
    public void discard() throws StorageException {
        directory.delete(requestFile);
        directory.delete(keyFile);
    }
}
