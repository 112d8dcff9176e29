package org.scepclient.agent.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;

/**
 * The settings, each with its key in the file, default value, label, unit and help text. The order is that of the web
 * interface and of the file.
 */
public enum Setting {
    ENABLED("0", Kind.SWITCH, "Enable Automation", "", "Enrolls and renews certificates automatically."),
    URL("", Kind.TEXT, "Server URL", "", "URL of the SCEP server, for example http://ca.example/scep."),
    CA_IDENT("", Kind.TEXT, "CA Identifier", "", "Selects a CA on servers with several CAs; usually empty."),
    CA_FINGERPRINT(
            "",
            Kind.TEXT,
            "CA Fingerprint",
            "",
            "SHA-256 fingerprint of the CA certificate. Empty: the first CA certificate received is trusted."),
    RA_FINGERPRINT(
            "",
            Kind.TEXT,
            "RA Fingerprint",
            "",
            "SHA-256 fingerprint of the registration authority's certificate, or two with a comma between them if one"
                    + " signs and another decrypts. Empty: any registration authority that the CA has certified."),
    CHALLENGE_FILE("", Kind.FILE, "Challenge Password File", "", "File of mode 0600 with the challenge password."),
    CA_FILE("", Kind.FILE, "HTTPS CA File", "", "PEM file with the CA certificates for HTTPS servers."),
    CHAIN_FILE(
            "",
            Kind.FILE,
            "Further CA Certificates",
            "",
            "PEM file with CA certificates that the server does not send, for example that of the issuing CA."),
    PROXY("", Kind.TEXT, "Proxy", "", "HTTP proxy as host:port; empty for none."),
    RENEW_DAYS(
            "30",
            Kind.NUMBER,
            "Renew day",
            "days or %",
            "Renewal starts when the remaining validity of the certificate is less than this: days, or with % a share of the"
                    + " whole validity, for example 33%."),
    AWAIT_RESULT("60", Kind.NUMBER, "Await Result", "sec", "Time between polls while a request waits for approval."),
    MAX_AWAIT_RESULT("480", Kind.NUMBER, "Max Await Result", "min", "Total time to poll and retry before giving up."),
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
            "Subject as /type0=value0/type1=value1, or / for none; SN is replaced by the serial number."),
    ALT_NAME(
            "",
            Kind.TEXT,
            "Alternative Name",
            "",
            "Comma-separated, for example DNS:one.example.com,IP:192.0.2.7; SN is replaced by the serial number."),
    TEMPLATE("", Kind.TEXT, "Certificate Template", "", "Name or OID of the CA's certificate template."),
    SID(
            "",
            Kind.TEXT,
            "Security Identifier",
            "",
            "SID of the device's account in Active Directory, S-1-5-21-…, for strong certificate mapping; usually empty."),
    USE_DIGITAL_SIGNATURE(
            "1", Kind.SWITCH, "Used for digital signature", "", "Requests the key usage digitalSignature."),
    USE_KEY_ENCIPHERMENT("1", Kind.SWITCH, "Used for key encipherment", "", "Requests the key usage keyEncipherment."),
    USE_SERVER_AUTH(
            "0", Kind.SWITCH, "Used for server authentication", "", "Requests the extended key usage serverAuth."),
    USE_CLIENT_AUTH(
            "1", Kind.SWITCH, "Used for client authentication", "", "Requests the extended key usage clientAuth."),
    ON_CHANGE(
            "renewal",
            Kind.CHOICE,
            "Enroll Again After a Change",
            "",
            "When a change of the subject, the names, the template, the usages or the key size leads to a new enrollment:"
                    + " now, at the next renewal, or never (a renewal keeps the subject)."),
    SUCCESS_SCRIPT_B64(
            "", Kind.SCRIPT, "Success Script", "", "Shell commands to run as root after a certificate was stored."),
    VERIFY_SCRIPT_B64(
            "",
            Kind.SCRIPT,
            "Verify Script",
            "",
            "Shell commands to run as root after the success script: if they fail, the previous certificate is used again."),
    FAILURE_SCRIPT_B64(
            "", Kind.SCRIPT, "Failure Script", "", "Shell commands to run as root after a failed enrollment."),
    SCRIPT_LIMIT("120", Kind.NUMBER, "Script Time Limit", "sec", "A script that runs longer is killed."),
    DEPLOY_WINDOW(
            "",
            Kind.TEXT,
            "Deployment Window",
            "",
            "Local times at which a new certificate may replace a valid one, for example Sat,Sun 02:00-04:00. Empty: at any"
                    + " time."),
    SERIAL("", Kind.TEXT, "Serial Number", "", "Serial number to use if the device does not report one."),
    KEEP_PAIRS("3", Kind.NUMBER, "Keep Pairs", "", "Number of previous keys and certificates to keep."),
    CHECK_INTERVAL("24", Kind.NUMBER, "Check Interval", "h", "Time between two certificate checks of scepclient run."),
    WEB_ADDRESS(
            "127.0.0.1:8443", Kind.TEXT, "Page Address", "", "Address of the web interface; empty: no web interface."),
    WEB_IDLE(
            "15",
            Kind.NUMBER,
            "Page Idle Time",
            "min",
            "Time without use after which the web interface stops; 0: never."),
    WEB_RETURN("/", Kind.TEXT, "Return Link", "", "Target of Return: a path, or an http or https URL."),
    WEB_PREFIX("", Kind.TEXT, "Page Path Prefix", "", "Path of the web interface behind a reverse proxy."),
    WEB_CERTIFICATE(
            "own",
            Kind.CHOICE,
            "Page Certificate",
            "",
            "own: a self-signed certificate; enrolled: the device's certificate, once one is enrolled."),
    WEB_TOKEN_FILE("", Kind.FILE, "Monitoring Token File", "", "File of mode 0600 with the monitoring token."),
    WEB_OVERDUE(
            "503",
            Kind.CHOICE,
            "Health While Overdue",
            "",
            "HTTP status of /health while the certificate is valid, but its renewal is overdue, it was rolled back, or a script"
                    + " failed: 503 or 200.");

    /** The kind of value, which determines the input field. */
    public enum Kind {
        /** 0 or 1. */
        SWITCH,
        NUMBER,
        /** One of a fixed list of values. */
        CHOICE,
        TEXT,
        /** A file name. */
        FILE,
        /** Shell commands, in base64. */
        SCRIPT
    }

    /** Prefix of every key, so that one shell can source the settings of several apps. */
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

    /** The setting with this key, with or without the prefix. */
    public static Optional<Setting> named(String key) {
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
        return Arrays.stream(values())
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /**
     * Whether the value belongs to this device alone: its serial number and account, and the places of its secrets. An export omits it,
     * and an import keeps it.
     */
    public boolean isOfDevice() {
        return switch (this) {
            case SERIAL, SID, CHALLENGE_FILE, WEB_TOKEN_FILE -> true;
            default -> false;
        };
    }

    /** The name of the shell variable. */
    public String key() {
        return PREFIX + name();
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** The value among these, or else the default. */
    public String in(Map<Setting, String> values) {
        return values.getOrDefault(this, defaultValue);
    }

    /** The label in the web interface. */
    public String label() {
        return label;
    }

    /** The unit, for example {@code sec}; may be empty. */
    public String unit() {
        return unit;
    }

    /** The help text. */
    public String help() {
        return help;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Checks a value by itself.
     *
     * @throws InvalidInputException if the value is invalid
     */
    public void check(String value) {
        Rule.requireNoControlCharacters(key(), value);
        Rule.of(this).check(key(), value);
    }
}
