package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.scepclient.agent.schedule.DeploymentWindow;
import org.scepclient.agent.schedule.RenewalTime;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.SecurityIdentifier;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Printable;
import org.scepclient.value.RedactedUrl;

/** The syntax of a setting's value. Control characters are allowed only in scripts, which are stored in base64. */
interface Rule {
    int MAX_LENGTH = 4096;
    int MAX_SCRIPT_LENGTH = 1 << 16;

    Rule LINE = Rule::line;
    Rule SWITCH = oneOf("0", "1");
    Rule URL = url(HttpUrl::parse);
    Rule FINGERPRINT = optional(Fingerprint::parse);
    Rule FINGERPRINTS = optional(Fingerprint::parseAll);
    Rule PROXY = url(HttpProxy::parse);
    Rule KEY_SIZE = oneOf("1024", "2048", "3072", "4096");
    // Checked with a placeholder; whether the names can contain the real serial number is checked for the request.
    Rule SUBJECT = required((place, value) -> SubjectName.parse(value, Optional.of("0")));
    Rule ALTERNATIVE_NAME = optional((place, value) -> AlternativeName.parse(value, Optional.of("0")));
    Rule TEMPLATE = optional((place, value) -> CertificateTemplate.parse(value));
    Rule SID = optional(SecurityIdentifier::parse);
    Rule FILE = optional(Rule::file);
    Rule SERIAL =
            matching("[A-Za-z0-9._-]{0,64}", "expected at most 64 letters, digits, dots, hyphens and underscores");
    Rule ADDRESS = matching(
            "|(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}", "expected host:port, for example 127.0.0.1:8443");
    Rule PATH_PREFIX = matching("|(/[A-Za-z0-9._~-]+)+", "expected a path without a trailing slash, for example /scep");
    Rule LINK = optional(Rule::link);
    Rule SCRIPT = Rule::script;
    Rule WINDOW = optional(DeploymentWindow::parse);
    Rule RENEWAL = required(RenewalTime::parse);

    /**
     * Checks a value.
     *
     * @param place the setting, for the message
     * @throws InvalidInputException if the value is invalid
     */
    void check(String place, String value);

    /** The rule of a setting. */
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
            case CHALLENGE_FILE, CA_FILE, CHAIN_FILE, WEB_TOKEN_FILE -> FILE;
            case PROXY -> PROXY;
            case RENEW_DAYS -> RENEWAL;
            case AWAIT_RESULT, SCRIPT_LIMIT -> number(1, 86_400);
            case MAX_AWAIT_RESULT -> number(1, 525_600);
            case KEY_SIZE -> KEY_SIZE;
            case SUBJECT -> SUBJECT;
            case ALT_NAME -> ALTERNATIVE_NAME;
            case TEMPLATE -> TEMPLATE;
            case SID -> SID;
            case SUCCESS_SCRIPT_B64, VERIFY_SCRIPT_B64, FAILURE_SCRIPT_B64 -> SCRIPT;
            case DEPLOY_WINDOW -> WINDOW;
            case SERIAL -> SERIAL;
            case KEEP_PAIRS -> number(0, 1000);
            case CHECK_INTERVAL -> number(1, 8760);
            case WEB_ADDRESS -> ADDRESS;
            case WEB_IDLE -> number(0, 10_080);
            case WEB_RETURN -> LINK;
            case WEB_PREFIX -> PATH_PREFIX;
            case WEB_CERTIFICATE -> oneOf("own", "enrolled");
            case WEB_OVERDUE -> oneOf("503", "200");
            case ON_CHANGE -> oneOf("now", "renewal", "never");
        };
    }

    static Rule number(int min, int max) {
        return (place, value) -> {
            boolean valid =
                    value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= min && Integer.parseInt(value) <= max;
            require(valid, place, value, "expected a whole number from " + min + " to " + max);
        };
    }

    static Rule oneOf(String... choices) {
        return (place, value) -> require(
                List.of(choices).contains(value), place, value, "expected one of " + String.join(", ", choices));
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

    /** A rule whose messages show the URL without parts that may be a password. */
    private static Rule url(BiConsumer<String, String> parser) {
        return (place, value) -> {
            line(place, value, RedactedUrl.of(value));
            if (!value.isEmpty()) {
                HiddenCredentials.requireRestored(place, value);
                parser.accept(place, value);
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
        require(value.length() <= MAX_LENGTH, place, shown, "expected at most " + MAX_LENGTH + " characters");
    }

    private static void file(String place, String value) {
        require(value.startsWith("/"), place, value, "expected an absolute path");
    }

    private static void link(String place, String value) {
        boolean path = value.startsWith("/") && !value.startsWith("//") && !value.startsWith("/\\");
        require(path || isHttpUrl(value), place, value, "expected a path that begins with /, or an http or https URL");
    }

    private static boolean isHttpUrl(String value) {
        try {
            URI uri = URI.create(value);
            String scheme = uri.getScheme();
            return uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void script(String place, String value) {
        if (value.length() > MAX_SCRIPT_LENGTH) {
            throw new InvalidInputException(
                    place,
                    "the script has " + value.length() + " characters in base64, at most " + MAX_SCRIPT_LENGTH
                            + " are possible",
                    "shorten it, or move commands to a file");
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(value)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidInputException(
                    place, "expected UTF-8 text in base64", "set the script with: scepclient settings set");
        }
    }

    private static void require(boolean valid, String place, String value, String remedy) {
        if (!valid) {
            String shown = Printable.oneLine(shown(value));
            throw new InvalidInputException(place, "invalid value '" + cut(shown) + "'", remedy);
        }
    }

    private static String shown(String value) {
        boolean maybeUrl = value.contains("://") || value.indexOf('@') >= 0 || value.contains("%40");
        return maybeUrl ? RedactedUrl.of(value) : value;
    }

    private static String cut(String shown) {
        return shown.substring(0, Math.min(shown.length(), 100));
    }

    /** Control characters are a part of the value, for the shell that sources the file as for this program. */
    static void requireNoControlCharacters(String place, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                throw new InvalidInputException(
                        place,
                        "the value has the control character " + escape(value.charAt(i)) + " at position " + (i + 1),
                        value.endsWith("\r")
                                ? "save the settings file with Unix line ends (LF), not those of Windows (CR LF)"
                                : "remove it");
            }
        }
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == 0x7f;
    }

    private static String escape(int c) {
        return switch (c) {
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> String.format("\\x%02x", c);
        };
    }
}
