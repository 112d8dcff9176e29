package org.scepclient.enrollment;

/** The message for requesting a certificate. */
public enum MessageChoice {
    /** PKCSReq (19): for a first enrollment, one on behalf of another client, or a renewal by choice. */
    PKCS_REQ,
    /** RenewalReq (17), even if the CA does not offer it. */
    RENEWAL_REQ,
    /**
     * For a renewal: RenewalReq if the CA offers it; PKCSReq signed with the old certificate if it does not, or if it refuses
     * RenewalReq nevertheless (OpenXPKI with its default configuration, jscep).
     */
    AUTOMATIC
}
