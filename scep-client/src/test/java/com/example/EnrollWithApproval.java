package com.example;

import java.nio.file.Path;
import java.util.Optional;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.RequestStore;
import org.scepclient.error.ScepException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;

/** An enrollment that a person approves: each run continues where the last one ended, however that ended. */
public final class EnrollWithApproval {
    private final DurableDirectory directory;
    private final RequestStore pending;

    public EnrollWithApproval(Path path) throws ScepException {
        directory = DurableDirectory.of(path);
        directory.prepare();
        pending = new RequestStore(directory, "pending.key", "pending.ticket");
    }

    /** Returns true if device.pem has a new key and its certificate, false if the request is still pending. */
    public boolean run(EnrollmentSession session, RequestTemplate template) throws ScepException {
        LoadedKey key = key();
        EnrollmentSession recorded = session.watchedBy(new EnrollmentListener() {
            @Override
            public void pending(EnrollmentTicket ticket) throws ScepException {
                pending.storeRequest(ticket.encode());
            }
        });
        Optional<String> ticket = pending.request();
        Enrollment.Outcome outcome = ticket.isPresent()
                ? recorded.resume(EnrollmentTicket.decode("pending.ticket", ticket.get()), key.key())
                : recorded.enroll(template, key);
        if (outcome instanceof Enrollment.GaveUp) {
            return false;
        }
        if (outcome instanceof Enrollment.Issued granted) {
            String certificates = PemWriter.certificates(granted.issued().path());
            String secret = PemWriter.privateKey(key.key().privateKey());
            directory.write("device.pem", FileAccess.SECRET, secret + certificates);
        }
        pending.discard();
        outcome.issuedOrThrow();
        return true;
    }

    /** The key of the pending request, or a new one, which is stored before it is used. */
    private LoadedKey key() throws ScepException {
        Optional<LoadedKey> stored = pending.key();
        if (stored.isPresent()) {
            return stored.get();
        }
        LoadedKey key = new KeyGeneration().rsa(2048);
        pending.storeKey(key);
        return key;
    }
}
