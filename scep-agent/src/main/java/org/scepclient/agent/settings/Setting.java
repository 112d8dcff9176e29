package org.scepclient.agent.settings;

import java.util.Arrays;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;

/**
 * Every setting: its key in the file, its default, its rule, and the words by which people know it. The order is that
 * of the page and of the file.
 */
public enum Setting {
    ENABLED("0", Kind.SWITCH, "Enable Automation", "", "Certificates are enrolled and renewed automatically."),
    URL("", Kind.TEXT, "Server URL", "", "Address of the SCEP server, for example http://ca.example/scep."),
    CA_IDENT("", Kind.TEXT, "CA Identifier", "", "Which CA, for servers with several; mostly empty."),
    CA_FINGERPRINT(
            "",
            Kind.TEXT,
            "CA Fingerprint",
            "",
            "SHA-256 digest of the CA certificate. Empty: the first CA certificate seen is trusted and kept."),
    RA_FINGERPRINT(
            "",
            Kind.TEXT,
            "RA Fingerprint",
            "",
            "SHA-256 digest of the registration authority's certificate; with a comma where one signs and another"
                    + " decrypts. Empty: each that the CA issued for it."),
    CHALLENGE_FILE("", Kind.FILE, "Challenge Password File", "", "File of mode 0600 with the CA's challenge password."),
    CA_FILE("", Kind.FILE, "HTTPS CA File", "", "CA certificates that https servers are checked with, as PEM."),
    PROXY("", Kind.TEXT, "Proxy", "", "HTTP proxy as host:port; empty for none."),
    RENEW_DAYS(
            "30",
            Kind.NUMBER,
            "Renew day",
            "days",
            "Renewal starts when the certificate's lifetime is less than this."),
    AWAIT_RESULT(
            "60",
            Kind.NUMBER,
            "Await Result",
            "sec",
            "How long to wait before asking again for a certificate that has to be approved."),
    MAX_AWAIT_RESULT(
            "480", Kind.NUMBER, "Max Await Result", "min", "How long to wait and retry altogether before giving up."),
    LEGACY_CIPHERS(
            "0",
            Kind.SWITCH,
            "Enable Legacy Ciphers",
            "",
            "Allows 3DES, SHA-1 and, in replies, single DES, for old servers."),
    KEY_SIZE("2048", Kind.CHOICE, "Key Size", "bits", "Length of the RSA key: 2048, 3072 or 4096."),
    SUBJECT(
            "/CN=router-SN",
            Kind.TEXT,
            "Certificate Subject",
            "",
            "Subject as /type0=value0/type1=value1; the word SN stands for the serial number."),
    ALT_NAME(
            "",
            Kind.TEXT,
            "Alternative Name",
            "",
            "Comma-separated, for example DNS:one.example.com,IP:192.0.2.7; the word SN stands for the serial number."),
    TEMPLATE("", Kind.TEXT, "Certificate Template", "", "Template name, or an OID, by which the CA chooses."),
    USE_DIGITAL_SIGNATURE("1", Kind.SWITCH, "Used for digital signature", "", "Requests the usage digitalSignature."),
    USE_KEY_ENCIPHERMENT("1", Kind.SWITCH, "Used for key encipherment", "", "Requests the usage keyEncipherment."),
    USE_SERVER_AUTH("0", Kind.SWITCH, "Used for server authentication", "", "Requests the extended usage serverAuth."),
    USE_CLIENT_AUTH("1", Kind.SWITCH, "Used for client authentication", "", "Requests the extended usage clientAuth."),
    SUCCESS_SCRIPT_B64(
            "", Kind.SCRIPT, "Success Script", "", "Shell commands, run as root after a certificate was stored."),
    FAILURE_SCRIPT_B64(
            "", Kind.SCRIPT, "Failure Script", "", "Shell commands, run as root after an enrollment failed."),
    SCRIPT_LIMIT("120", Kind.NUMBER, "Script Time Limit", "sec", "A script is ended after this time."),
    SERIAL("", Kind.TEXT, "Serial Number", "", "The device's serial number where the device tells none itself."),
    KEEP_PAIRS("3", Kind.NUMBER, "Keep Pairs", "", "How many former keys and certificates are kept."),
    CHECK_INTERVAL("24", Kind.NUMBER, "Check Interval", "h", "How often scepclient run checks the certificate."),
    WEB_ADDRESS("127.0.0.1:8443", Kind.TEXT, "Page Address", "", "Where the page listens; empty: no page."),
    WEB_IDLE("15", Kind.NUMBER, "Page Idle Time", "min", "The page ends when unused for this; 0: never."),
    WEB_RETURN("/", Kind.TEXT, "Return Link", "", "Where Return leads: a path, or an http or https URL."),
    WEB_PREFIX("", Kind.TEXT, "Page Path Prefix", "", "Path under which a reverse proxy shows the page."),
    WEB_CERTIFICATE(
            "own",
            Kind.CHOICE,
            "Page Certificate",
            "",
            "own: the page's self-signed certificate; enrolled: the device's, once there is one."),
    WEB_TOKEN_FILE("", Kind.FILE, "Monitoring Token File", "", "File of mode 0600 with the token for monitoring.");

    /** What a value is, and so how a person enters it. */
    public enum Kind {
        /** 0 or 1. */
        SWITCH,
        NUMBER,
        /** One of a few words. */
        CHOICE,
        TEXT,
        /** The name of a file. */
        FILE,
        /** Shell commands, in base64. */
        SCRIPT
    }

    /** What the key of each begins with, so that several apps' settings stand in one shell. */
    public static final String PREFIX = "MOD_SCEPCLIENT_";

    private final String defaultValue;
    private final Kind kind;
    private final String label;
    private final String unit;
    private final String help;

    Setting(String defaultValue, Kind kind, String label, String unit, String help) {
        this.defaultValue = defaultValue;
        this.kind = kind;
        this.label = label;
        this.unit = unit;
        this.help = help;
    }

    /** The item with that key, with or without the prefix. */
    public static Optional<Setting> named(String key) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /** The name of the shell variable. */
    public String key() {
        return PREFIX + name();
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** The page's words. */
    public String label() {
        return label;
    }

    /** For example {@code sec}; empty where there is none. */
    public String unit() {
        return unit;
    }

    /** One sentence for people. */
    public String help() {
        return help;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Checks a value for itself.
     *
     * @throws InvalidInputException names the key, the value and the remedy
     */
    public void check(String value) {
        Rule.of(this).check(key(), value);
    }
}
