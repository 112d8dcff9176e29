package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.cli.CommandException;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.ExtendedKeyUsage;
import org.scepclient.pkcs10.KeyUsage;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import picocli.CommandLine.Model.CommandSpec;

/** What is asked for: subject, names, uses, template. */
final class RequestOptions {
    static final String SUBJECT = "--subject";
    private static final String ALTERNATIVE_NAME = "--alt-name";
    private static final String TEMPLATE = "--template";
    private static final String KEY_USAGE = "--key-usage";
    private static final String EXTENDED_KEY_USAGE = "--ext-key-usage";
    private static final List<Extension> NONE = List.of();

    private final Arguments arguments;

    RequestOptions(Arguments arguments) {
        this.arguments = arguments;
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(
                        SUBJECT, "DN", "Subject, for example /C=DE/O=Example/CN=router-7; a renewal keeps the old one.")
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
                        KEY_USAGE,
                        "USES",
                        "keyUsage, comma-separated (digitalSignature,keyEncipherment); none: do not ask.")
                .build());
        spec.addOption(Options.value(
                        EXTENDED_KEY_USAGE, "USES", "extendedKeyUsage, for example clientAuth,serverAuth or OIDs.")
                .build());
    }

    /** A first request; complains about what is missing or wrong before anything is sent. */
    RequestTemplate initial() throws CommandException {
        String subject = arguments
                .text(SUBJECT)
                .orElseThrow(() -> CommandException.usage(
                        "option " + SUBJECT + " is missing; for example " + SUBJECT + " /CN=router-7"));
        RequestTemplate template = RequestTemplate.of(SubjectName.parse(subject, Optional.empty()));
        return template(template, List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT));
    }

    /** A request that asks for what {@code old} has, but where options say otherwise. */
    RequestTemplate renewal(X509Certificate old) throws CommandException {
        SubjectName subject = arguments.has(SUBJECT)
                ? SubjectName.parse(arguments.value(SUBJECT), Optional.empty())
                : SubjectName.of(old.getSubjectX500Principal());
        RequestTemplate template = RequestTemplate.of(subject);
        for (ASN1ObjectIdentifier kind :
                List.of(Extension.subjectAlternativeName, Extension.keyUsage, Extension.extendedKeyUsage)) {
            for (Extension extension : copied(old, kind)) {
                template = template.with(extension);
            }
        }
        return template(template, List.of());
    }

    /** The subject that was given, to be compared with that of a waiting request. */
    Optional<SubjectName> subject() {
        return arguments.text(SUBJECT).map(text -> SubjectName.parse(text, Optional.empty()));
    }

    private static List<Extension> copied(X509Certificate old, ASN1ObjectIdentifier kind) {
        byte[] wrapped = old.getExtensionValue(kind.getId());
        if (wrapped == null) {
            return NONE;
        }
        boolean critical = old.getCriticalExtensionOIDs().contains(kind.getId());
        return List.of(new Extension(kind, critical, ASN1OctetString.getInstance(wrapped)));
    }

    private RequestTemplate template(RequestTemplate begun, List<KeyUsage> usual) throws CommandException {
        RequestTemplate template = begun;
        if (arguments.has(ALTERNATIVE_NAME)) {
            template = template.withAlternativeName(
                    AlternativeName.parse(arguments.value(ALTERNATIVE_NAME), Optional.empty()));
        }
        template = template.withKeyUsages(keyUses(usual));
        if (arguments.has(EXTENDED_KEY_USAGE)) {
            template = template.withExtendedKeyUsages(extendedKeyUses());
        }
        if (arguments.has(TEMPLATE)) {
            template = template.withTemplate(CertificateTemplate.parse(arguments.value(TEMPLATE)));
        }
        return template;
    }

    private List<KeyUsage> keyUses(List<KeyUsage> usual) throws CommandException {
        if (!arguments.has(KEY_USAGE)) {
            return usual;
        }
        List<KeyUsage> uses = new ArrayList<>();
        if (arguments.value(KEY_USAGE).equals("none")) {
            return uses;
        }
        for (String word : words(KEY_USAGE)) {
            uses.add(KeyUsage.named(word)
                    .orElseThrow(() -> new InvalidInputException(
                            KEY_USAGE,
                            "'" + word + "' is no key usage",
                            "use the names of RFC 5280, for example digitalSignature,keyEncipherment")));
        }
        return uses;
    }

    private List<ExtendedKeyUsage> extendedKeyUses() throws CommandException {
        List<ExtendedKeyUsage> uses = new ArrayList<>();
        for (String word : words(EXTENDED_KEY_USAGE)) {
            uses.add(ExtendedKeyUsage.named(word)
                    .orElseThrow(() -> new InvalidInputException(
                            EXTENDED_KEY_USAGE,
                            "'" + word + "' is no known purpose",
                            "use OpenSSL's names, for example clientAuth,serverAuth, or an OID")));
        }
        return uses;
    }

    private List<String> words(String option) throws CommandException {
        List<String> words = new ArrayList<>();
        for (String word : arguments.value(option).split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }
}
