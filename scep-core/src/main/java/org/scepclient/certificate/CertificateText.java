package org.scepclient.certificate;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.json.JsonObject;

/** A certificate as readable lines, and the same data as JSON. */
public final class CertificateText {
    static final List<String> KEY_USAGES = List.of(
            "Digital Signature",
            "Non Repudiation",
            "Key Encipherment",
            "Data Encipherment",
            "Key Agreement",
            "Certificate Sign",
            "CRL Sign",
            "Encipher Only",
            "Decipher Only");
    private static final Map<String, String> EXTENDED_USAGES = Map.of(
            "1.3.6.1.5.5.7.3.1", "Server Authentication",
            "1.3.6.1.5.5.7.3.2", "Client Authentication",
            "1.3.6.1.5.5.7.3.3", "Code Signing",
            "1.3.6.1.5.5.7.3.4", "E-mail Protection",
            "1.3.6.1.5.5.7.3.8", "Time Stamping",
            "1.3.6.1.5.5.7.3.9", "OCSP Signing",
            "1.3.6.1.5.5.7.3.17", "IPsec",
            "2.5.29.37.0", "Any");
    private static final String[] NAME_TYPES = {
        "otherName", "email", "DNS", "x400", "dirName", "ediParty", "URI", "IP", "RID"
    };

    private final X509Certificate certificate;

    private CertificateText(X509Certificate certificate) {
        this.certificate = certificate;
    }

    public static CertificateText of(X509Certificate certificate) {
        return new CertificateText(certificate);
    }

    /** Lines of the form {@code name: value}, with the names padded to the same width. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("subject:     " + subject());
        lines.add("issuer:      " + issuer());
        lines.add("serial:      " + serial());
        lines.add("valid:       " + from() + " to " + until());
        lines.add("key:         " + key());
        lines.add("CA:          " + (certificate.getBasicConstraints() >= 0 ? "yes" : "no"));
        addUnlessEmpty(lines, "usage:       ", usages());
        addUnlessEmpty(lines, "ext. usage:  ", extendedUsages());
        addUnlessEmpty(lines, "names:       ", alternativeNames());
        lines.add("fingerprint: SHA256 " + fingerprint(DigestAlgorithm.SHA256));
        return lines;
    }

    public JsonObject json() {
        return new JsonObject()
                .put("subject", subject())
                .put("issuer", issuer())
                .put("serial", serial())
                .put("notBefore", from().toString())
                .put("notAfter", until().toString())
                .put("key", key())
                .put("ca", certificate.getBasicConstraints() >= 0)
                .putStrings("keyUsage", usages())
                .putStrings("extendedKeyUsage", extendedUsages())
                .putStrings("subjectAlternativeNames", alternativeNames())
                .put("sha256", fingerprint(DigestAlgorithm.SHA256));
    }

    public String subject() {
        return certificate.getSubjectX500Principal().toString();
    }

    /** The subject; where it is empty, the alternative names. */
    public String subjectOrNames() {
        return subject().isEmpty() ? "no subject, " + String.join(", ", alternativeNames()) : subject();
    }

    public String issuer() {
        return certificate.getIssuerX500Principal().toString();
    }

    /** The serial number as an even number of upper-case hexadecimal digits. */
    public String serial() {
        return serial(certificate.getSerialNumber());
    }

    public static String serial(BigInteger number) {
        String hex = number.toString(16).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 || number.signum() < 0 ? hex : "0" + hex;
    }

    /** The key usages with OpenSSL's names; empty without the extension. */
    public List<String> usages() {
        boolean[] bits = certificate.getKeyUsage();
        return bits == null ? List.of() : usages(bits);
    }

    static List<String> usages(boolean[] bits) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < bits.length && i < KEY_USAGES.size(); i++) {
            if (bits[i]) {
                words.add(KEY_USAGES.get(i));
            }
        }
        return words;
    }

    /** The extended key usages by name, or by identifier if the name is unknown; empty without the extension. */
    public List<String> extendedUsages() {
        try {
            List<String> numbers = certificate.getExtendedKeyUsage();
            return numbers == null
                    ? List.of()
                    : numbers.stream().map(CertificateText::extendedUsage).toList();
        } catch (CertificateParsingException e) {
            return List.of("unreadable");
        }
    }

    static String extendedUsage(String identifier) {
        return EXTENDED_USAGES.getOrDefault(identifier, identifier);
    }

    /** Pairs of digits separated by colons: {@code AA:BB:…}. */
    public String fingerprint(DigestAlgorithm algorithm) {
        try {
            byte[] digest = algorithm.digest(certificate.getEncoded());
            StringBuilder text = new StringBuilder(digest.length * 3);
            for (byte octet : digest) {
                text.append(text.isEmpty() ? "" : ":")
                        .append(hexDigit(octet >> 4))
                        .append(hexDigit(octet));
            }
            return text.toString();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
        }
    }

    private static char hexDigit(int nibble) {
        return "0123456789ABCDEF".charAt(nibble & 15);
    }

    private Instant from() {
        return certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant until() {
        return certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Algorithm and size, for example {@code RSA 2048}. */
    public String key() {
        var key = certificate.getPublicKey();
        return switch (key) {
            case RSAKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECKey ec -> "EC " + ec.getParams().getOrder().bitLength();
            default -> key.getAlgorithm();
        };
    }

    public List<String> alternativeNames() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> words = new ArrayList<>();
            if (names != null) {
                for (List<?> name : names) {
                    words.add(alternativeName(name));
                }
            }
            return words;
        } catch (CertificateParsingException e) {
            return List.of("unreadable");
        }
    }

    private static String alternativeName(List<?> name) {
        int type = (Integer) name.get(0);
        String prefix = type >= 0 && type < NAME_TYPES.length ? NAME_TYPES[type] : "name";
        return prefix + ":" + (name.get(1) instanceof String text ? text : "…");
    }

    static String alternativeName(GeneralName name) {
        int type = name.getTagNo();
        return (type < NAME_TYPES.length ? NAME_TYPES[type] : "name") + ":" + name.getName();
    }

    private static void addUnlessEmpty(List<String> lines, String name, List<String> values) {
        if (!values.isEmpty()) {
            lines.add(name + String.join(", ", values));
        }
    }
}
