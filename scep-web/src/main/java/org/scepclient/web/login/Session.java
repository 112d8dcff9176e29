package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;

/**
 * A session of a logged-in user.
 *
 * @param id value of the session cookie
 * @param formToken token in every form, so that other sites cannot submit one
 * @param byLink true for a login with a one-time link, which permits a new password without the current one
 * @param started monotonic time of the login
 */
public record Session(String id, String formToken, boolean byLink, Duration started) {

    /** Compares a form's token in constant time. */
    public boolean hasToken(String token) {
        return MessageDigest.isEqual(formToken.getBytes(UTF_8), token.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Session[redacted]";
    }
}
