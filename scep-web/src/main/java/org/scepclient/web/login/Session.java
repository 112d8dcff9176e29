package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * One person's visit.
 *
 * @param id the cookie's value
 * @param formToken stands in every form, so that no other site can send one
 * @param byLink whether it began with a one-time link, and may set a password without telling the old one
 */
public record Session(String id, String formToken, boolean byLink, Instant begun) {

    public boolean sent(String token) {
        return MessageDigest.isEqual(formToken.getBytes(UTF_8), token.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Session[redacted]";
    }
}
