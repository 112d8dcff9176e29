package org.scepclient.operation;

import org.scepclient.error.ScepException;
import org.scepclient.message.RequestBody;
import org.scepclient.pkcs10.CertificationRequest;

/** An HTTP error in place of a CertRep, as sent by EJBCA: its meaning and remedy. */
record HttpRefusal(RequestBody body, boolean renewalOffered, ResponseCheck check) {
    private static final String SEE_LOG = "the server refused the message as a whole; see its log";

    ScepException error() {
        return check.refusesOperation() && mayBeUnsupported()
                ? check.unsupported(body.type().rfcName())
                : check.statusError(remedy());
    }

    /** True for operations that the CA did not offer, and for a server error in response to an offered one. */
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
            default -> check.reply().remedy().orElse(SEE_LOG);
        };
    }

    /** EJBCA sends these statuses for a wrong challenge password and an unknown device. */
    private String forbidden() {
        return switch (body) {
            case RequestBody.PkcsReq initial -> forbidden(initial.request());
            case RequestBody.RenewalReq renewal -> forbidden(renewal.request());
            case RequestBody.CertPoll poll -> SEE_LOG;
            case RequestBody.GetCert certificate -> SEE_LOG;
            case RequestBody.GetCrl crl -> SEE_LOG;
        };
    }

    private static String forbidden(CertificationRequest request) {
        return request.hasChallengePassword()
                ? "check the challenge password, and that the CA has an entry for this device that may enroll now"
                : "check that the CA has an entry for this device that may enroll now, and whether it requires a challenge"
                        + " password, since none was sent";
    }

    private String httpCredentials() {
        return check.url().credentials().isPresent() ? "; check the user and password in the URL" : "";
    }
}
