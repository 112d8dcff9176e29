package org.scepclient.cli.sscep;

import static org.scepclient.cli.sscep.Operation.ENROLL;
import static org.scepclient.cli.sscep.Operation.GETCA;
import static org.scepclient.cli.sscep.Operation.GETCERT;
import static org.scepclient.cli.sscep.Operation.GETCRL;
import static org.scepclient.cli.sscep.Operation.GETNEXTCA;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of options and of keys of the configuration file. Command line, configuration file, usage text, man page and
 * shell completion all use it.
 *
 * <p>An option is a letter ({@code -u}) or, if the C tool has none, a word ({@code --json}). It has an argument if the
 * table gives one.
 */
enum Option {
    URL("u", "url", "SCEP server URL, http:// or https://", Scope.ALL, "sscep/URL"),
    PROXY("p", "host:port", "Use proxy server at host:port", Scope.ALL, "sscep/Proxy"),
    MONITOR(
            "M",
            "name=value",
            "Extra parameter of the request's query, may be repeated",
            Scope.BUT_GETCAPS,
            "sscep/MonitorInformation"),
    ENGINE(
            "g",
            "engine",
            "Use the cryptographic engine: a JCA provider, a PKCS#11 library, or a section of -f",
            Scope.ALL,
            "sscep/engine"),
    CONFIGURATION("f", "file", "Use configuration file", Scope.ALL),
    STRICT("strict", null, "An unknown key of the configuration file is an error", Scope.ALL),
    CA_CERTIFICATE(
            "c",
            "file",
            "getca,getnextca=Write CA certificate(s) in file, or in files suffixed -0, -1, ...\n"
                    + "enroll,getcert,getcrl=CA certificate file, or the stem of files suffixed -0, -1, ...",
            Scope.BUT_GETCAPS,
            "sscep/CACertFile"),
    CIPHER(
            "E",
            "name",
            "PKCS#7 encryption algorithm (des|3des|blowfish|aes[128]|aes192|aes256)",
            Scope.PKI,
            "sscep/EncAlgorithm"),
    DIGEST(
            "S",
            "name",
            "PKCS#7 signature algorithm (md5|sha1|sha224|sha256|sha384|sha512)",
            Scope.PKI,
            "sscep/SigAlgorithm"),
    RETRY("W", "secs", "Retry network failures for up to this many seconds", Scope.ALL),
    MESSAGE_FILE("m", "file", "Write the request message as PEM and exit without sending it", Scope.PKI),
    VERBOSE("v", null, "Verbose operation", Scope.ALL, "sscep/Verbose"),
    DEBUG("d", null, "Debug (even more verbose operation)", Scope.ALL, "sscep/Debug"),
    PASSPHRASE(
            "passphrase",
            "source",
            "Source of the private keys' passphrase: env:NAME, file:PATH or prompt",
            Scope.PKI,
            "sscep/PassphraseSource"),
    TLS_CA(
            "tls-ca",
            "file",
            "CA certificates to trust for https, instead of the system's",
            Scope.ALL,
            "sscep/TLSCACertFile"),
    TLS_CERTIFICATE("tls-cert", "file", "Client certificate (and its chain) for https", Scope.ALL, "sscep/TLSCertFile"),
    TLS_KEY("tls-key", "file", "Private key of --tls-cert", Scope.ALL, "sscep/TLSKeyFile"),
    PROXY_USER("proxy-user", "name", "User name at the proxy", Scope.ALL, "sscep/ProxyUser"),
    PROXY_PASSWORD(
            "proxy-password",
            "source",
            "Source of the proxy's password: env:NAME, file:PATH or prompt",
            Scope.ALL,
            "sscep/ProxyPasswordSource"),
    TIMEOUT("timeout", "secs", "Time limit of one request and its reply (default 60)", Scope.ALL, "sscep/Timeout"),
    JSON("json", null, "Print one JSON object instead of lines", Scope.ALL),
    HELP("help", null, "Show this text", Scope.ALL),
    VERSION("version", null, "Show the version", Scope.ALL),
    NEW_KEY_ENGINE("h", null, "Accepted for compatibility, no effect", Scope.ALL),
    OLD_KEY_ENGINE("H", null, "Accepted for compatibility, no effect", Scope.ALL),

    CA_IDENTIFIER(
            "i",
            "string",
            "CA identifier string",
            Scope.of(GETCA, GETNEXTCA),
            "sscep_getca/CAIdentifier",
            "sscep_getnextca/CAIdentifier",
            "sscep/CAIdentifier"),
    FINGERPRINT_DIGEST(
            "F",
            "name",
            "Fingerprint algorithm (md5|sha1|sha224|sha256|sha384|sha512)",
            Scope.of(GETCA, GETNEXTCA),
            "sscep_getca/FingerPrint",
            "sscep_getnextca/FingerPrint"),
    CA_FINGERPRINT(
            "ca-fingerprint",
            "hex",
            "Required fingerprint of the CA certificate; nothing is written if it differs",
            Scope.of(GETCA),
            "sscep_getca/CAFingerprint",
            "sscep/CAFingerprint"),
    RA_FINGERPRINT(
            "ra-fingerprint",
            "hex",
            "With --ca-fingerprint: fingerprint of the only accepted registration authority",
            Scope.of(GETCA),
            "sscep_getca/RAFingerprint",
            "sscep/RAFingerprint"),
    TRUST_CHAIN(
            "C",
            "file",
            "Certificates (PEM) that verify the signer of the reply",
            Scope.of(GETNEXTCA),
            "sscep_getnextca/ChainRootCACertFile"),
    KEY(
            "k",
            "file",
            "Private key file",
            Scope.of(ENROLL, GETCERT, GETCRL),
            "sscep_enroll/PrivateKeyFile",
            "sscep_getcert/PrivateKeyFile",
            "sscep_getcrl/PrivateKeyFile"),
    REQUEST("r", "file", "Certificate request file", Scope.of(ENROLL), "sscep_enroll/CertReqFile"),
    SIGNER_KEY("K", "file", "Signature private key file, use with -O", Scope.of(ENROLL), "sscep_enroll/SignKeyFile"),
    SIGNER_CERTIFICATE(
            "O", "file", """
            enroll=Signature certificate, used instead of self-signed
            getcert=Issuer certificate of the requested one
            getcrl=Certificate whose CRL is requested, instead of -l""", Scope.of(ENROLL, GETCERT, GETCRL), "sscep_enroll/SignCertFile:enroll,getcert,getcrl"),
    LOCAL_CERTIFICATE(
            "l",
            "file",
            "enroll=Write enrolled certificate in file\ngetcert,getcrl=Signature local certificate file",
            Scope.of(ENROLL, GETCERT, GETCRL),
            "sscep_enroll/LocalCertFile",
            "sscep_getcert/LocalCertFile",
            "sscep_getcrl/LocalCertFile"),
    ENCRYPTION_CERTIFICATE(
            "e", "file", "Use different CA certificate for encryption", Scope.PKI, "sscep_enroll/EncCertFile"),
    SELF_SIGNED("L", "file", "Write self-signed certificate in file", Scope.of(ENROLL), "sscep_enroll/SelfSignedFile"),
    POLL_INTERVAL(
            "t", "secs", "Polling interval in seconds (default 300)", Scope.of(ENROLL), "sscep_enroll/PollInterval"),
    POLL_TIME(
            "T",
            "secs",
            "Maximum polling time in seconds (default 28800)",
            Scope.of(ENROLL),
            "sscep_enroll/MaxPollTime"),
    POLL_COUNT("n", "count", "Maximum number of polls (default 256)", Scope.of(ENROLL), "sscep_enroll/MaxPollCount"),
    RESUME("R", null, "Resume interrupted enrollment", Scope.of(ENROLL), "sscep_enroll/Resume"),
    MD5_TRANSACTION(
            "md5-transaction-id",
            null,
            "Use the transaction id of the C tool, to resume an enrollment that it started",
            Scope.of(ENROLL),
            "sscep_enroll/MD5TransactionId"),
    REQUEST_TYPE(
            "request-type",
            "name",
            "Message type of a request signed with -O (renewal|pkcsreq), by default as the server offers",
            Scope.of(ENROLL),
            "sscep_enroll/RequestType"),
    CHAIN_FILE(
            "chain",
            "file",
            "Write the other certificates of the reply in file",
            Scope.of(ENROLL),
            "sscep_enroll/ChainFile"),
    SERIAL(
            "s",
            "number",
            "Certificate serial number (decimal; hexadecimal with : or a-f)",
            Scope.of(GETCERT, GETCRL),
            "sscep_getcert/GetCertSerial:getcert,getcrl"),
    OUTPUT(
            "w",
            "file",
            "getcert=Write certificate in file\ngetcrl=Write CRL in file\ngetnextca=Write signer certificate in file",
            Scope.of(GETCERT, GETCRL, GETNEXTCA),
            "sscep_getcert/GetCertFile",
            "sscep_getcrl/GetCrlFile",
            "sscep_getnextca/SignerCertificateFile");

    private final String name;
    private final @Nullable String argument;
    /** One text, or a line {@code operation,operation=text} for each meaning. */
    private final String help;
    /** One bit for each operation. */
    private final int operations;
    /** Separated by blanks. */
    private final String keys;

    Option(String name, @Nullable String argument, String help, int operations, String... keys) {
        this.name = name;
        this.argument = argument;
        this.help = help;
        this.operations = operations;
        this.keys = String.join(" ", keys);
    }

    /** Sets of operations, as bits. */
    private static final class Scope {
        static final int ALL = of(Operation.values());
        static final int BUT_GETCAPS = ALL & ~of(Operation.GETCAPS);
        static final int PKI = of(ENROLL, GETCERT, GETCRL);

        static int of(Operation... operations) {
            int bits = 0;
            for (Operation operation : operations) {
                bits |= operation.bit();
            }
            return bits;
        }
    }

    /** The option on the command line: {@code -u} or {@code --json}. */
    String flag() {
        return isLetter() ? "-" + name : "--" + name;
    }

    boolean isLetter() {
        return name.length() == 1;
    }

    /** The letter or the id, without dashes. */
    String id() {
        return name;
    }

    boolean hasArgument() {
        return argument != null;
    }

    /** The name of the argument in texts; empty for an option without one. */
    String argument() {
        return argument == null ? "" : argument;
    }

    /** The help text; if it differs by operation: {@code text (operation); text (operation)}. */
    String help() {
        StringBuilder text = new StringBuilder();
        for (String variant : help.split("\n", -1)) {
            int equals = variant.indexOf('=');
            text.append(text.isEmpty() ? "" : "; ").append(variant.substring(equals + 1));
            if (equals >= 0) {
                text.append(" (")
                        .append(variant.substring(0, equals).replace(",", ", "))
                        .append(')');
            }
        }
        return text.toString();
    }

    /** Whether the help text differs by operation. */
    boolean differs() {
        return help.indexOf('=') >= 0;
    }

    /** The help text for one operation. */
    String help(Operation operation) {
        if (!differs()) {
            return help;
        }
        for (String variant : help.split("\n", -1)) {
            int equals = variant.indexOf('=');
            if (List.of(variant.substring(0, equals).split(",", -1)).contains(operation.id())) {
                return variant.substring(equals + 1);
            }
        }
        throw new IllegalStateException(flag() + " has no help for " + operation);
    }

    /** Whether an operation uses the option; the others accept and ignore it. */
    boolean concerns(Operation operation) {
        return (operations & operation.bit()) != 0;
    }

    /** The keys of the configuration file that set this option, the most specific first. */
    List<ConfigKey> keys() {
        return keys.isEmpty() ? List.of() : ConfigKey.parse(keys.split(" ", -1));
    }

    static Optional<Option> ofLetter(char letter) {
        for (Option option : values()) {
            if (option.isLetter() && option.name.charAt(0) == letter) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    static Optional<Option> ofWord(String id) {
        for (Option option : values()) {
            if (!option.isLetter() && option.name.equals(id)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
