package org.scepclient.agent.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;

/**
 * The files that a device can do without: all but the key and certificate in use. One that cannot be read is set aside, so
 * that it stops no run: a request is made again, the CA is recognized again, and the chain follows from both.
 */
final class DamagedFiles {
    private final CertificateStore store;
    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final List<String> notes = new ArrayList<>();

    DamagedFiles(CertificateStore store) {
        this.store = store;
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
    }

    /** Reads the content of a file. */
    @FunctionalInterface
    private interface Content {
        void read() throws ScepException;
    }

    /** Sets aside what is no file or directory where one is expected. */
    void clearPlaces() throws StorageException {
        Path inner = pending.path();
        if (Files.exists(inner, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
            setAside(directory, CertificateStore.PENDING, "it is not a directory");
        }
        for (String name : CertificateStore.FILES) {
            requireFile(directory, name);
        }
        for (String name : directory.names()) {
            if (CertificateStore.CA_CERTIFICATE_FORM.matcher(name).matches()) {
                requireFile(directory, name);
            }
        }
        for (String name : List.of(Credentials.LATEST_KEY, Credentials.LATEST_CERTIFICATE)) {
            if (directory.linked(name).isEmpty()) {
                requireFile(directory, name);
            }
        }
        for (String name : CertificateStore.PENDING_FILES) {
            requireFile(pending, name);
        }
        requireReadable(pending, CertificateStore.PENDING_ANSWER, store::pendingAnswer);
        requireReadable(pending, CertificateStore.PENDING_DEPLOYMENT, store::pendingDeployment);
    }

    /** Sets aside files with content that is not ours. */
    void clearContent() throws StorageException {
        for (String name : List.of(CertificateStore.KNOWN_CA, CertificateStore.KNOWN_CA_COPY)) {
            requireReadable(directory, name, () -> store.ca(name));
        }
        requireReadable(directory, CertificateStore.HOLD_OFF, store::holdOff);
        requireReadable(directory, CertificateStore.REQUESTED, store::requested);
        requireReadable(directory, CertificateStore.DEPLOYMENT, store::deployment);
        for (String name : directory.names()) {
            if (CertificateStore.CA_CERTIFICATE_FORM.matcher(name).matches()) {
                requireReadable(directory, name, () -> store.issuer(name));
            }
        }
        requireReadable(pending, CertificateStore.PENDING_KEY, store::newKey);
        requireReadable(pending, CertificateStore.PENDING_REQUEST, store::pending);
    }

    /** A line for each file that was set aside. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    private void requireFile(DurableDirectory in, String name) throws StorageException {
        if (Files.exists(in.file(name), LinkOption.NOFOLLOW_LINKS) && !in.has(name)) {
            setAside(in, name, "it is not a file");
        }
    }

    private void requireReadable(DurableDirectory in, String name, Content content) throws StorageException {
        if (!in.has(name)) {
            return;
        }
        try {
            content.read();
        } catch (ScepException e) {
            setAside(in, name, e.getMessage());
        }
    }

    private void setAside(DurableDirectory in, String name, String problem) throws StorageException {
        Path kept = in.setAside(name);
        String place = in.file(name).toString();
        notes.add((problem.startsWith(place) ? problem : place + ": " + problem) + "; the file is set aside as "
                + kept.getFileName());
    }
}
