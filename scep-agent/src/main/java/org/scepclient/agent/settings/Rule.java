package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Printable;
import org.scepclient.value.RedactedUrl;

/** What the value of a setting may be. Only scripts, which are stored in base64, have control characters. */
interface Rule {
    int LONGEST = 4096;
    int LONGEST_SCRIPT = 1 << 16;

    Rule LINE = Rule::line;
    Rule SWITCH = oneOf("0", "1");
    Rule URL = url(HttpUrl::parse);
    Rule FINGERPRINT = optional(Fingerprint::parse);
    Rule FINGERPRINTS = optional(Fingerprint::parseAll);
    Rule PROXY = url(HttpProxy::parse);
    Rule KEY_SIZE = oneOf("1024", "2048", "3072", "4096");
    // With any serial number; whether the names hold the real one is seen when the request is made.
    Rule SUBJECT = required((place, value) -> SubjectName.parse(value, Optional.of("0")));
    Rule ALTERNATIVE_NAME = optional((place, value) -> AlternativeName.parse(value, Optional.of("0")));
    Rule TEMPLATE = optional((place, value) -> CertificateTemplate.parse(value));
    Rule FILE = optional(Rule::file);
    Rule SERIAL = matching("[A-Za-z0-9._-]{0,64}", "use letters, digits, dot, hyphen and underscore, 64 at most");
    Rule ADDRESS =
            matching("|(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}", "write host:port, for example 127.0.0.1:8443");
    Rule PATH_PREFIX = matching("|(/[A-Za-z0-9._~-]+)+", "write a path without a slash at its end, such as /scep");
    Rule LINK = optional(Rule::link);
    Rule SCRIPT = Rule::script;

    void check(String place, String value);

    /** The rule of an item. */
    static Rule of(Setting setting) {
        return switch (setting) {
            case ENABLED,
                    LEGACY_CIPHERS,
                    USE_DIGITAL_SIGNATURE,
                    USE_KEY_ENCIPHERMENT,
                    USE_SERVER_AUTH,
                    USE_CLIENT_AUTH -> SWITCH;
            case URL -> URL;
            case CA_IDENT -> LINE;
            case CA_FINGERPRINT -> FINGERPRINT;
            case RA_FINGERPRINT -> FINGERPRINTS;
            case CHALLENGE_FILE, CA_FILE, WEB_TOKEN_FILE -> FILE;
            case PROXY -> PROXY;
            case RENEW_DAYS -> number(1, 3650);
            case AWAIT_RESULT, SCRIPT_LIMIT -> number(1, 86_400);
            case MAX_AWAIT_RESULT -> number(1, 525_600);
            case KEY_SIZE -> KEY_SIZE;
            case SUBJECT -> SUBJECT;
            case ALT_NAME -> ALTERNATIVE_NAME;
            case TEMPLATE -> TEMPLATE;
            case SUCCESS_SCRIPT_B64, FAILURE_SCRIPT_B64 -> SCRIPT;
            case SERIAL -> SERIAL;
            case KEEP_PAIRS -> number(0, 1000);
            case CHECK_INTERVAL -> number(1, 8760);
            case WEB_ADDRESS -> ADDRESS;
            case WEB_IDLE -> number(0, 10_080);
            case WEB_RETURN -> LINK;
            case WEB_PREFIX -> PATH_PREFIX;
            case WEB_CERTIFICATE -> oneOf("own", "enrolled");
        };
    }

    static Rule number(int least, int most) {
        return (place, value) -> {
            boolean good =
                    value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
            require(good, place, value, "give a whole number from " + least + " to " + most);
        };
    }

    static Rule oneOf(String... words) {
        return (place, value) ->
                require(List.of(words).contains(value), place, value, "give one of " + String.join(", ", words));
    }

    private static Rule matching(String pattern, String remedy) {
        return (place, value) -> require(value.matches(pattern), place, value, remedy);
    }

    private static Rule optional(Rule rule) {
        return (place, value) -> {
            line(place, value);
            if (!value.isEmpty()) {
                rule.check(place, value);
            }
        };
    }

    /** Whatever is wrong with the value, it is shown without what may be a password. */
    private static Rule url(Consumer<String> parser) {
        return (place, value) -> {
            line(place, value, RedactedUrl.of(value));
            if (!value.isEmpty()) {
                HiddenCredentials.refuse(place, value);
                parser.accept(value);
            }
        };
    }

    private static Rule required(Rule rule) {
        return (place, value) -> {
            line(place, value);
            rule.check(place, value);
        };
    }

    private static void line(String place, String value) {
        line(place, value, value);
    }

    private static void line(String place, String value, String shown) {
        require(value.length() <= LONGEST, place, shown, "give " + LONGEST + " characters at most");
        boolean control = value.chars().anyMatch(c -> c < ' ' || c == 0x7f);
        require(!control, place, shown, "leave out control characters");
    }

    private static void file(String place, String value) {
        require(value.startsWith("/"), place, value, "give the file's whole path, beginning with /");
    }

    private static void link(String place, String value) {
        boolean path = value.startsWith("/") && !value.startsWith("//") && !value.startsWith("/\\");
        require(path || isWebAddress(value), place, value, "give a path that begins with /, or an http or https URL");
    }

    private static boolean isWebAddress(String value) {
        try {
            URI uri = URI.create(value);
            String scheme = uri.getScheme();
            return uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void script(String place, String value) {
        require(value.length() <= LONGEST_SCRIPT, place, "the script", "shorten it, or call a file from it");
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(value)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidInputException(
                    place, "this is no UTF-8 text in base64", "set the script with: scepclient settings set");
        }
    }

    private static void require(boolean good, String place, String value, String remedy) {
        if (!good) {
            boolean perhapsUrl = value.contains("://") || value.indexOf('@') >= 0;
            String shown = perhapsUrl ? RedactedUrl.of(value) : Printable.oneLine(value);
            throw new InvalidInputException(
                    place, "'" + shown.substring(0, Math.min(shown.length(), 100)) + "' is not possible", remedy);
        }
    }
}
