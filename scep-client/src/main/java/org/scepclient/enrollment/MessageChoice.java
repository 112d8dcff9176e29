package org.scepclient.enrollment;

/** By which message a certificate is asked for. */
public enum MessageChoice {
    /** PKCSReq (19): a first enrollment, one on another's behalf, or a renewal where this is forced. */
    PKCS_REQ,
    /** RenewalReq (17), whatever the CA says it offers. */
    RENEWAL_REQ,
    /**
     * For a renewal: RenewalReq where the CA offers it, and PKCSReq signed with the old certificate where it
     * does not, or where it refuses what it offers (OpenXPKI in its default set-up, jscep).
     */
    AUTOMATIC
}
