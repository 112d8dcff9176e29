package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.IssuedCertificate;

/**
 * A new credential that is not in use for good, and the one to go back to. It is one file, so that after a kill the state decides
 * to which of the two the links have to point.
 *
 * @param next the new credential
 * @param previous the credential that was in use before; empty if there is none to go back to
 * @param ca the CA that issued the new credential, as the settings of that time name it
 * @param content the settings of that time that determine the content of a request
 * @param since when the new certificate was received
 * @param failures number of times that it was rolled back
 * @param problem why it was rolled back last; empty if it never was
 */
public record Deployment(
        State state,
        Side next,
        Optional<Side> previous,
        String ca,
        String content,
        Instant since,
        int failures,
        String problem) {
    private static final String HEAD = "scep-deployment";
    private static final String VERSION = "1";
    private static final String NEXT = "next";
    private static final String PREVIOUS = "previous";
    private static final String CHAIN = "-chain";
    private static final String REQUESTED = "-requested";

    /** The progress of a deployment. */
    public enum State {
        /** The new credential waits for the deployment window; the previous one is in use. */
        WAITING("waiting"),
        /** The new credential is in use, and is not verified yet. */
        TRYING("trying"),
        /** The verification failed: the previous credential is in use, but the success script has not run with it yet. */
        RESTORING("restoring"),
        /** The previous credential and its services are in use; the new credential is tried again later. */
        ROLLED_BACK("rolled-back");

        private final String id;

        State(String id) {
            this.id = id;
        }

        /** The identifier in the file and in JSON. */
        public String id() {
            return id;
        }

        private static State of(String id) {
            return Arrays.stream(values())
                    .filter(state -> state.id.equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown state"));
        }
    }

    /**
     * The settings of a request.
     *
     * @param ca those that name the CA
     * @param content those that determine the content; empty if a change of them does not matter
     */
    public record Origin(String ca, String content) {}

    /**
     * A credential with all that goes with it.
     *
     * @param credential name of its files
     * @param chain the certificates of its issuers, with the marks of the trust anchors, in PEM
     * @param requested how it was requested, in the form of the file; empty if that is unknown
     */
    record Side(CredentialName credential, String chain, String requested) {

        private void write(NamedLines text, String name) {
            text.put(name, credential.text()).put(name + CHAIN, chain).put(name + REQUESTED, requested);
        }

        private static Side read(NamedLines lines, String name) throws StorageException {
            String credential = lines.value(name);
            if (!lines.value(name + CHAIN).isBlank()) {
                CaCertificatesPem.read(lines.value(name + CHAIN), name + CHAIN);
            }
            return new Side(
                    CredentialName.of(credential)
                            .orElseThrow(() -> lines.damaged("'" + credential + "' names no credential", null)),
                    lines.value(name + CHAIN),
                    lines.value(name + REQUESTED));
        }
    }

    /** The deployment of a certificate that was just received. */
    public static Deployment waiting(IssuedCertificate issued, RequestRecord requested, Origin origin, Instant now) {
        CaCertificates chain =
                new CaCertificates(issued.chain(), Set.of(issued.chain().getLast()));
        Side next = new Side(
                CredentialName.first(issued.certificate()), CaCertificatesPem.write(chain), requested.encode());
        return new Deployment(State.WAITING, next, Optional.empty(), origin.ca, origin.content, now, 0, "");
    }

    /** The credential that has to be in use in this state; empty if it is any. */
    Optional<Side> inUse() {
        return switch (state) {
            case TRYING -> Optional.of(next);
            case RESTORING -> previous;
            case WAITING, ROLLED_BACK -> Optional.empty();
        };
    }

    /** The serial number of the new certificate. */
    public String serial() {
        return next.credential.serial();
    }

    /** Whether the new certificate is what these settings request. */
    public boolean isOf(Origin origin) {
        return ca.equals(origin.ca) && (origin.content.isEmpty() || content.equals(origin.content));
    }

    Deployment named(CredentialName name) {
        return new Deployment(
                state, new Side(name, next.chain, next.requested), previous, ca, content, since, failures, problem);
    }

    Deployment tried(Optional<Side> inUse) {
        return new Deployment(State.TRYING, next, inUse, ca, content, since, failures, problem);
    }

    Deployment failed(String reason) {
        return new Deployment(State.RESTORING, next, previous, ca, content, since, failures + 1, reason);
    }

    Deployment rolledBack() {
        return new Deployment(State.ROLLED_BACK, next, previous, ca, content, since, failures, problem);
    }

    String encode() {
        NamedLines text = NamedLines.begin()
                .put(HEAD, VERSION)
                .put("state", state.id)
                .put("ca", ca)
                .put("content", content)
                .put("since", since)
                .put("failures", failures)
                .put("problem", problem);
        next.write(text, NEXT);
        previous.ifPresent(side -> side.write(text, PREVIOUS));
        return text.toString();
    }

    static Deployment decode(String place, String text) throws StorageException {
        NamedLines lines = NamedLines.parse(place, text);
        try {
            if (!lines.value(HEAD).equals(VERSION)) {
                throw lines.damaged("unknown version", null);
            }
            return new Deployment(
                    State.of(lines.value("state")),
                    Side.read(lines, NEXT),
                    lines.find(PREVIOUS).isPresent() ? Optional.of(Side.read(lines, PREVIOUS)) : Optional.empty(),
                    lines.value("ca"),
                    lines.value("content"),
                    Instant.parse(lines.value("since")),
                    Integer.parseInt(lines.value("failures")),
                    lines.value("problem"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw lines.damaged(String.valueOf(e.getMessage()), e);
        }
    }
}
