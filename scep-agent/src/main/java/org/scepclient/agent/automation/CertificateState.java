package org.scepclient.agent.automation;

import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.CredentialFault;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.LatestCredential;

/** The state of the certificate in use, in one term for the commands, the page and monitoring. */
public enum CertificateState {
    VALID("Valid", Condition.GOOD),
    /** The CA has a request of this device, and has not decided about it. */
    WAITING_FOR_APPROVAL("Waiting for approval", Condition.WAITING),
    /** A new certificate waits for the deployment window. */
    STAGED("Waiting for window", Condition.WAITING),
    /** The settings name another CA, which has not issued a certificate yet. */
    MOVING("Moving to another CA", Condition.WAITING),
    /** The services may not use the certificate. */
    SCRIPT_FAILED("Script failed", Condition.DEGRADED),
    /** The renewal should have succeeded already. */
    OVERDUE("Renewal overdue", Condition.DEGRADED),
    /** The certificate is in use again, because the new one was not verified. */
    ROLLED_BACK("Rolled back", Condition.DEGRADED),
    EXPIRED("Expired", Condition.BAD),
    NOT_YET_VALID("Not yet valid", Condition.BAD),
    /** Neither the known CA nor the anchor with which the certificate was accepted vouches for it now. */
    UNTRUSTED("Untrusted", Condition.BAD),
    WRONG_KEY(CredentialFault.WRONG_KEY.label(), Condition.BAD),
    MISSING_OR_MALFORMED(CredentialFault.MISSING_OR_MALFORMED.label(), Condition.BAD),
    NOT_ENROLLED("Not enrolled", Condition.NONE);

    private final String label;
    private final Condition condition;

    CertificateState(String label, Condition condition) {
        this.label = label;
        this.condition = condition;
    }

    /** The meaning of a state for monitoring and for its color on the page. */
    public enum Condition {
        /** Nothing to do. */
        GOOD,
        /** The certificate is in order, and another one is on its way. */
        WAITING,
        /** The certificate is valid and needs attention. */
        DEGRADED,
        /** The certificate is not usable. */
        BAD,
        /** There is no certificate. */
        NONE;

        /** Whether monitoring takes it for healthy. */
        public boolean isHealthy() {
            return this == GOOD || this == WAITING;
        }
    }

    /** The text in the status. */
    public String label() {
        return label;
    }

    public Condition condition() {
        return condition;
    }

    /** The first that applies of: the files, the dates, the deployment, the trust; then the worst of what concerns a valid certificate. */
    static CertificateState of(Status status) {
        return switch (status.latest()) {
            case LatestCredential.None none -> NOT_ENROLLED;
            case LatestCredential.Unusable unusable ->
                switch (unusable.fault()) {
                    case WRONG_KEY -> WRONG_KEY;
                    case MISSING_OR_MALFORMED -> MISSING_OR_MALFORMED;
                };
            case LatestCredential.Recovered recovered -> of(status, recovered.credential());
            case LatestCredential.Whole whole -> of(status, whole.credential());
        };
    }

    private static CertificateState of(Status status, Credential credential) {
        if (status.isExpired(credential)) {
            return EXPIRED;
        }
        if (!status.hasValidCertificate()) {
            return NOT_YET_VALID;
        }
        Deployment.State deployment = status.deployment().map(Deployment::state).orElse(Deployment.State.TRYING);
        if (deployment != Deployment.State.TRYING) {
            return deployment == Deployment.State.WAITING ? STAGED : ROLLED_BACK;
        }
        return status.isTrusted(credential) ? ofValid(status) : UNTRUSTED;
    }

    private static CertificateState ofValid(Status status) {
        if (status.overdue()) {
            return OVERDUE;
        }
        if (status.scriptFailure().isPresent()) {
            return SCRIPT_FAILED;
        }
        if (status.move().isPresent()) {
            return MOVING;
        }
        return status.waitsForApproval() ? WAITING_FOR_APPROVAL : VALID;
    }
}
