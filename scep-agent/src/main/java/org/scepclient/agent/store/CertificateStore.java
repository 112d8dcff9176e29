package org.scepclient.agent.store;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.scepclient.enrollment.RequestStore;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileOperations;
import org.scepclient.keys.LoadedKey;
import org.scepclient.trust.CaCertificatesPem;

/**
 * The data directory, for reading. Readers need no lock and change nothing, so they see at any moment
 * a credential that matches, or none. {@link LockedStore} changes it.
 */
public final class CertificateStore {
    static final String CA_CERTIFICATE = "ca.crt-";
    static final Pattern CA_CERTIFICATE_FORM = Pattern.compile("ca\\.crt-([0-9]{1,4})");
    static final String KNOWN_CA = "known-ca";
    /** Nothing else names the successor of a CA that has taken over, and a device without it refuses that. */
    static final String KNOWN_CA_COPY = "known-ca.copy";

    static final String OFFER = "offered";
    static final String HOLD_OFF = "hold-off";
    static final String REQUESTED = "requested";
    static final String SUCCESSOR_CHECK = "successor-check";
    static final String SCRIPT_RUN = "script-run";
    static final String DEPLOYMENT = "deployment";
    static final String RUN = "run";
    static final String SERVICE = "service";
    static final String PENDING = "pending";
    static final String PENDING_KEY = "key";
    static final String PENDING_REQUEST = "request";
    static final String PENDING_ANSWER = "answer";
    static final String PENDING_DEPLOYMENT = "deployment";

    /** The files of the directory that are neither a credential nor an issuer. */
    static final List<String> FILES = List.of(
            KNOWN_CA, KNOWN_CA_COPY, OFFER, HOLD_OFF, REQUESTED, SUCCESSOR_CHECK, SCRIPT_RUN, DEPLOYMENT, RUN, SERVICE);

    static final List<String> PENDING_FILES = List.of(PENDING_KEY, PENDING_REQUEST, PENDING_ANSWER, PENDING_DEPLOYMENT);

    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final RequestStore request;
    private final Credentials credentials;
    private final RunLock lock;
    private final ServiceState service;

    private CertificateStore(DurableDirectory directory) {
        this.directory = directory;
        this.pending = directory.inner(PENDING);
        this.request = new RequestStore(pending, PENDING_KEY, PENDING_REQUEST);
        this.credentials = new Credentials(directory);
        this.lock = new RunLock(directory);
        this.service = new ServiceState(directory);
    }

    /** The store in a directory, which need not exist yet, for reading. */
    public static CertificateStore in(Path directory, FileOperations operations) {
        return in(directory, operations, line -> {});
    }

    /**
     * The store in a directory, which need not exist yet.
     *
     * @param damage receives a line for each damage that is found when the store is opened for changes, and what became of it
     */
    public static CertificateStore in(Path directory, FileOperations operations, Consumer<String> damage) {
        return new CertificateStore(new DurableDirectory(directory, operations, damage));
    }

    public Path path() {
        return directory.path();
    }

    /** The lock that lets only one run work at a time; one object for the whole process. */
    public RunLock lock() {
        return lock;
    }

    /** The state of the process that runs all the time. */
    public ServiceState service() {
        return service;
    }

    /** For changes, as long as the lock is held; the unfinished changes of a killed run are completed first. */
    public LockedStore change(RunLock.Held held) throws StorageException {
        return LockedStore.open(this, held);
    }

    /** The credential in use and its defects. */
    public LatestCredential inspect() throws StorageException {
        return credentials.latest();
    }

    /** The credential in use: matching, or none. */
    public Optional<Credential> latest() throws StorageException {
        return inspect().usable();
    }

    /** Whether one of the two links names this credential: at a kill between them, the other one still names the old credential. */
    public boolean isLinked(Credential credential) {
        return credentials
                        .linkedKey()
                        .filter(name -> directory.file(name.keyFile()).equals(credential.keyFile()))
                        .isPresent()
                || credentials
                        .linkedCertificate()
                        .filter(name -> directory.file(name.certificateFile()).equals(credential.certificateFile()))
                        .isPresent();
    }

    /** The credential whose key file has this name, as a ticket's key reference gives it. */
    public Optional<Credential> credential(String keyFile) {
        return CredentialName.ofKeyFile(keyFile).flatMap(credentials::credential);
    }

    /** The certificates in {@code ca.crt-0} and so on: the issuers of the certificate in use, nearest first. */
    public List<X509Certificate> chain() throws StorageException {
        return List.copyOf(issuers().certificates());
    }

    /** As {@link #chain}, with the marks of the trust anchors. */
    public CaCertificatesPem issuers() throws StorageException {
        CaCertificatesPem issuers = new CaCertificatesPem(List.of(), Set.of(), Set.of());
        for (int i = 0; directory.has(CA_CERTIFICATE + i); i++) {
            issuers = issuers.with(issuer(CA_CERTIFICATE + i));
        }
        return issuers;
    }

    CaCertificatesPem issuer(String name) throws StorageException {
        return CaCertificatesPem.read(directory.text(name), directory.file(name).toString());
    }

    /** The CA that this device trusts: that of the copy, if the file is lost. */
    public Optional<KnownCa> ca() throws StorageException {
        try {
            Optional<KnownCa> ca = ca(KNOWN_CA);
            return ca.isPresent() ? ca : ca(KNOWN_CA_COPY);
        } catch (StorageException e) {
            return Optional.of(ca(KNOWN_CA_COPY).orElseThrow(() -> e));
        }
    }

    Optional<KnownCa> ca(String name) throws StorageException {
        return directory.has(name)
                ? Optional.of(KnownCaText.decode(directory.file(name).toString(), directory.text(name)))
                : Optional.empty();
    }

    /** The reason for which no certificate is requested for a while. */
    public Optional<HoldOff> holdOff() throws StorageException {
        return directory.has(HOLD_OFF)
                ? Optional.of(HoldOff.decode(directory.file(HOLD_OFF).toString(), directory.text(HOLD_OFF)))
                : Optional.empty();
    }

    /** How the certificate in use was requested; empty if that is unknown. */
    public Optional<RequestRecord> requested() throws StorageException {
        if (!directory.has(REQUESTED)) {
            return Optional.empty();
        }
        RequestRecord stored = RequestRecord.decode(directory.file(REQUESTED).toString(), directory.text(REQUESTED));
        return latest().filter(
                        credential -> stored.isOf(credential.certificate().getPublicKey()))
                .map(credential -> stored);
    }

    /** A new credential that is not in use for good. */
    public Optional<Deployment> deployment() throws StorageException {
        return directory.has(DEPLOYMENT)
                ? Optional.of(Deployment.decode(directory.file(DEPLOYMENT).toString(), directory.text(DEPLOYMENT)))
                : Optional.empty();
    }

    /** The deployment of the credential that is being installed; empty if it is put in use at once. */
    Optional<Deployment> pendingDeployment() throws StorageException {
        return pending.has(PENDING_DEPLOYMENT)
                ? Optional.of(Deployment.decode(
                        pending.file(PENDING_DEPLOYMENT).toString(), pending.text(PENDING_DEPLOYMENT)))
                : Optional.empty();
    }

    /** The new credential of a deployment; empty if its files have become unusable. */
    public Optional<Credential> newCredential(Deployment deployment) {
        return credentials.credential(deployment.next().credential());
    }

    /** The credential to which a deployment goes back; empty if there is none, or its files have become unusable. */
    public Optional<Credential> previousCredential(Deployment deployment) {
        return deployment.previous().flatMap(side -> credentials.credential(side.credential()));
    }

    /** When the CA was asked for its successor last; empty if that is unknown. */
    public Optional<SuccessorCheck> successorCheck() throws StorageException {
        return directory.has(SUCCESSOR_CHECK)
                ? Optional.of(SuccessorCheck.decode(
                        directory.file(SUCCESSOR_CHECK).toString(), directory.text(SUCCESSOR_CHECK)))
                : Optional.empty();
    }

    /** The last run of the success script; empty if that is unknown. */
    public Optional<ScriptRun> scriptRun() throws StorageException {
        return directory.has(SCRIPT_RUN)
                ? Optional.of(ScriptRun.decode(directory.file(SCRIPT_RUN).toString(), directory.text(SCRIPT_RUN)))
                : Optional.empty();
    }

    /** The request that has no certificate yet. */
    public Optional<PendingEnrollment> pending() throws StorageException {
        Optional<String> text = request.request();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(PendingText.decode(request.requestFile().toString(), text.get()));
    }

    /** The issued certificate that is not installed yet, and its chain. */
    CaCertificatesPem pendingAnswer() throws StorageException {
        return CaCertificatesPem.read(
                pending.text(PENDING_ANSWER), pending.file(PENDING_ANSWER).toString());
    }

    /** The key of a request that is pending or not sent yet. */
    public Optional<LoadedKey> newKey() throws ScepException {
        return request.key();
    }

    /** The start of the certificate in use: it is at least this late now. Older certificates set no clock. */
    public Optional<Instant> latestKnownTime() throws StorageException {
        return latest().map(
                        credential -> credential.certificate().getNotBefore().toInstant());
    }

    DurableDirectory directory() {
        return directory;
    }

    RequestStore request() {
        return request;
    }

    DurableDirectory pendingDirectory() {
        return pending;
    }

    Credentials credentials() {
        return credentials;
    }
}
