package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Suggestion;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.Snippet;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.ExtendedKeyUsage;
import org.scepclient.pkcs10.KeyUsage;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SecurityIdentifier;
import org.scepclient.pkcs10.SubjectName;
import picocli.CommandLine.Model.CommandSpec;

/** The options of the requested certificate: subject, names, key usages, template. */
final class RequestOptions {
    static final String SUBJECT = "--subject";
    static final String ALTERNATIVE_NAME = "--alt-name";
    static final String TEMPLATE = "--template";
    static final String SID = "--sid";
    static final String KEY_USAGE = "--key-usage";
    static final String EXTENDED_KEY_USAGE = "--ext-key-usage";
    /** All of them. */
    static final List<String> NAMES = List.of(SUBJECT, ALTERNATIVE_NAME, TEMPLATE, SID, KEY_USAGE, EXTENDED_KEY_USAGE);

    private static final List<String> KEY_USAGES = List.of(
            "digitalSignature",
            "keyEncipherment",
            "nonRepudiation",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");
    /** The usual ones; others can be given by name or OID. */
    private static final List<String> EXTENDED_KEY_USAGES = List.of(
            "clientAuth",
            "serverAuth",
            "codeSigning",
            "emailProtection",
            "timeStamping",
            "OCSPSigning",
            "ipsecEndSystem",
            "ipsecTunnel",
            "ipsecUser",
            "ipsecIKE",
            "msSmartcardLogin");

    private static final List<Extension> NONE = List.of();

    private final Arguments arguments;

    RequestOptions(Arguments arguments) {
        this.arguments = arguments;
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(
                        SUBJECT,
                        "DN",
                        "Subject, for example /C=DE/O=Example/CN=router-7, or / for none; a renewal keeps the old one.")
                .build());
        spec.addOption(Options.value(
                        ALTERNATIVE_NAME,
                        "NAMES",
                        "Alternative names, for example DNS:r7.example.com,IP:192.0.2.7 (also email, URI, RID,"
                                + " dirName, otherName).")
                .build());
        spec.addOption(Options.value(TEMPLATE, "NAME", "Certificate template: a name, or OID[:major[:minor]].")
                .build());
        spec.addOption(Options.value(
                        SID,
                        "SID",
                        "Security identifier of the account in Active Directory, for strong certificate mapping.")
                .build());
        spec.addOption(Options.value(
                        KEY_USAGE,
                        "USES",
                        "keyUsage, comma-separated (digitalSignature,keyEncipherment); none: request none.")
                .build());
        spec.addOption(Options.value(
                        EXTENDED_KEY_USAGE, "USES", "extendedKeyUsage, for example clientAuth,serverAuth or OIDs.")
                .build());
    }

    /** An initial request. */
    RequestTemplate initial() throws CommandException {
        String subject = arguments
                .text(SUBJECT)
                .orElseThrow(() -> CommandException.usage(
                        "missing option " + SUBJECT + "; for example " + SUBJECT + " /CN=router-7"));
        SubjectName name = SubjectName.parse(subject, Optional.empty());
        if (name.isEmpty() && !arguments.has(ALTERNATIVE_NAME)) {
            throw CommandException.usage(SUBJECT
                    + ": a request without a subject needs an alternative name; give one with " + ALTERNATIVE_NAME);
        }
        RequestTemplate template = RequestTemplate.of(name);
        return template(template, List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT));
    }

    /**
     * A renewal request with the subject and extensions of {@code old}, as far as options do not replace them. With
     * {@code --if-due} the subject is always that of {@code old}, which the CA may have changed.
     */
    RequestTemplate renewal(X509Certificate old) throws CommandException {
        SubjectName subject = arguments.has(SUBJECT) && !arguments.has(IfDue.OPTION)
                ? SubjectName.parse(arguments.value(SUBJECT), Optional.empty())
                : SubjectName.of(old.getSubjectX500Principal());
        RequestTemplate template = RequestTemplate.of(subject);
        for (ASN1ObjectIdentifier kind : List.of(
                Extension.subjectAlternativeName,
                SecurityIdentifier.OID,
                Extension.keyUsage,
                Extension.extendedKeyUsage)) {
            for (Extension extension : copied(old, kind)) {
                template = template.with(extension);
            }
        }
        return template(template, List.of());
    }

    private static List<Extension> copied(X509Certificate old, ASN1ObjectIdentifier kind) {
        byte[] wrapped = old.getExtensionValue(kind.getId());
        if (wrapped == null) {
            return NONE;
        }
        boolean critical = old.getCriticalExtensionOIDs().contains(kind.getId());
        return List.of(new Extension(kind, critical, ASN1OctetString.getInstance(wrapped)));
    }

    private RequestTemplate template(RequestTemplate base, List<KeyUsage> defaults) throws CommandException {
        RequestTemplate template = base;
        if (arguments.has(ALTERNATIVE_NAME)) {
            template = template.withAlternativeName(
                    AlternativeName.parse(arguments.value(ALTERNATIVE_NAME), Optional.empty()));
        }
        template = template.withKeyUsages(keyUsages(defaults));
        if (arguments.has(EXTENDED_KEY_USAGE)) {
            template = template.withExtendedKeyUsages(extendedKeyUsages());
        }
        if (arguments.has(SID)) {
            template = template.withSecurityIdentifier(SecurityIdentifier.parse(SID, arguments.value(SID)));
        }
        if (arguments.has(TEMPLATE)) {
            template = template.withTemplate(CertificateTemplate.parse(arguments.value(TEMPLATE)));
        }
        return template;
    }

    private List<KeyUsage> keyUsages(List<KeyUsage> defaults) throws CommandException {
        if (!arguments.has(KEY_USAGE)) {
            return defaults;
        }
        List<KeyUsage> uses = new ArrayList<>();
        if (arguments.value(KEY_USAGE).equals("none")) {
            return uses;
        }
        for (ListItem item : items(KEY_USAGE)) {
            uses.add(KeyUsage.named(item.text()).orElseThrow(() -> item.unknown("key usage", KEY_USAGES)));
        }
        return uses;
    }

    private List<ExtendedKeyUsage> extendedKeyUsages() throws CommandException {
        List<ExtendedKeyUsage> uses = new ArrayList<>();
        for (ListItem item : items(EXTENDED_KEY_USAGE)) {
            uses.add(ExtendedKeyUsage.named(item.text())
                    .orElseThrow(() -> item.unknown("extended key usage", EXTENDED_KEY_USAGES)));
        }
        return uses;
    }

    private List<ListItem> items(String option) throws CommandException {
        String list = arguments.value(option);
        List<ListItem> items = new ArrayList<>();
        int start = 0;
        for (String part : list.split(",", -1)) {
            String text = part.strip();
            items.add(new ListItem(option, list, start + part.indexOf(text), text));
            start += part.length() + 1;
        }
        return items;
    }

    /**
     * An item of a comma-separated list.
     *
     * @param start index of {@code text} in {@code list}
     */
    private record ListItem(String option, String list, int start, String text) {

        InvalidInputException unknown(String kind, List<String> known) {
            String remedy = Suggestion.of(text, known, "use for example " + known.get(0) + "," + known.get(1));
            return new InvalidInputException(
                    option, "unknown " + kind + " '" + text + "'", remedy, new Snippet(list, start, text.length()));
        }
    }
}
