package org.scepclient.operation;

import org.scepclient.error.ScepException;
import org.scepclient.message.RequestBody;
import org.scepclient.pkcs10.CertificationRequest;

/** A message that was answered with an HTTP error and no CertRep, as EJBCA does it: what it means and what to try. */
record HttpRefusal(RequestBody body, boolean renewalOffered, ResponseCheck check) {
    private static final String LOOK = "the server refused the message as a whole; see its log";

    ScepException error() {
        return check.refusesOperation() && mayBeUnsupported()
                ? check.unsupported(body.type().rfcName())
                : check.statusError(remedy());
    }

    /** What a CA has offered, it has; then only a defect of the server speaks for the contrary. */
    private boolean mayBeUnsupported() {
        return switch (body) {
            case RequestBody.PkcsReq initial -> false;
            case RequestBody.RenewalReq renewal ->
                !renewalOffered || check.reply().status() >= 500;
            case RequestBody.CertPoll poll -> true;
            case RequestBody.GetCert certificate -> true;
            case RequestBody.GetCrl crl -> true;
        };
    }

    private String remedy() {
        return switch (check.reply().status()) {
            case 401 -> forbidden() + httpCredentials();
            case 403 -> forbidden();
            default -> LOOK;
        };
    }

    /** EJBCA answers a wrong challenge password and a device that it does not know with these statuses. */
    private String forbidden() {
        return switch (body) {
            case RequestBody.PkcsReq initial -> forbidden(initial.request());
            case RequestBody.RenewalReq renewal -> forbidden(renewal.request());
            case RequestBody.CertPoll poll -> LOOK;
            case RequestBody.GetCert certificate -> LOOK;
            case RequestBody.GetCrl crl -> LOOK;
        };
    }

    private static String forbidden(CertificationRequest request) {
        return request.hasChallengePassword()
                ? "check the challenge password, and that the CA has an entry for this device that may enroll now"
                : "check that the CA has an entry for this device that may enroll now; it may want a challenge password,"
                        + " and none was sent";
    }

    private String httpCredentials() {
        return check.url().credentials().isPresent() ? "; or the user and password in the URL are wrong" : "";
    }
}
