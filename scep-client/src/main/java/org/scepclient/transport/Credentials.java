package org.scepclient.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.scepclient.value.Secret;

/** A user name and password for HTTP's Basic scheme (RFC 7617). */
public record Credentials(String user, Secret password) {

    /** The value of an {@code Authorization} or {@code Proxy-Authorization} header. */
    String basic() {
        String pair = user + ":" + password.reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses the percent-encoded {@code user:password} of a URL. */
    static Credentials ofUserInfo(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new Credentials(PercentEncoding.decode(user), Secret.of(PercentEncoding.decode(password)));
    }
}
