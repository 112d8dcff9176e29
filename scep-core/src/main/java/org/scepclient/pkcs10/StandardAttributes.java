package org.scepclient.pkcs10;

import static org.scepclient.pkcs10.StringForm.BMP;
import static org.scepclient.pkcs10.StringForm.IA5;
import static org.scepclient.pkcs10.StringForm.NUMERIC;
import static org.scepclient.pkcs10.StringForm.PRINTABLE;
import static org.scepclient.pkcs10.StringForm.UTF8;
import static org.scepclient.pkcs10.StringRule.any;
import static org.scepclient.pkcs10.StringRule.exactly;
import static org.scepclient.pkcs10.StringRule.upTo;

import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * The common attribute types of names, with the string types and lengths that OpenSSL uses (RFC 5280 appendix A.1,
 * RFC 2985).
 */
final class StandardAttributes {
    static final List<AttributeType> ALL = List.of(
            type("CN", "commonName", "2.5.4.3", upTo(64, UTF8)),
            type("C", "countryName", "2.5.4.6", exactly(2, PRINTABLE)),
            type("L", "localityName", "2.5.4.7", upTo(128, UTF8)),
            type("ST", "stateOrProvinceName", "2.5.4.8", upTo(128, UTF8)),
            type("O", "organizationName", "2.5.4.10", upTo(64, UTF8)),
            type("OU", "organizationalUnitName", "2.5.4.11", upTo(64, UTF8)),
            type("DC", "domainComponent", "0.9.2342.19200300.100.1.25", any(IA5)),
            type("UID", "userId", "0.9.2342.19200300.100.1.1", any(UTF8)),
            type("emailAddress", "emailAddress", "1.2.840.113549.1.9.1", upTo(128, IA5)),
            type("serialNumber", "serialNumber", "2.5.4.5", upTo(64, PRINTABLE)),
            type("SN", "surname", "2.5.4.4", any(UTF8)),
            type("GN", "givenName", "2.5.4.42", any(UTF8)),
            type("initials", "initials", "2.5.4.43", any(UTF8)),
            type("name", "name", "2.5.4.41", any(UTF8)),
            type("title", "title", "2.5.4.12", any(UTF8)),
            type("street", "streetAddress", "2.5.4.9", any(UTF8)),
            type("postalCode", "postalCode", "2.5.4.17", any(UTF8)),
            type("dnQualifier", "dnQualifier", "2.5.4.46", any(PRINTABLE)),
            type("pseudonym", "pseudonym", "2.5.4.65", any(UTF8)),
            type("description", "description", "2.5.4.13", any(UTF8)),
            type("unstructuredName", "unstructuredName", "1.2.840.113549.1.9.2", any(UTF8)),
            type("unstructuredAddress", "unstructuredAddress", "1.2.840.113549.1.9.8", any(UTF8)),
            type("mail", "rfc822Mailbox", "0.9.2342.19200300.100.1.3", any(IA5)),
            type("jurisdictionC", "jurisdictionCountryName", "1.3.6.1.4.1.311.60.2.1.3", exactly(2, PRINTABLE)),
            type("c3", "countryCode3c", "2.5.4.98", exactly(3, PRINTABLE)),
            type("n3", "countryCode3n", "2.5.4.99", exactly(3, NUMERIC)),
            type("INN", "INN", "1.2.643.3.131.1.1", upTo(12, NUMERIC)),
            type("OGRN", "OGRN", "1.2.643.100.1", upTo(13, NUMERIC)),
            type("SNILS", "SNILS", "1.2.643.100.3", upTo(11, NUMERIC)),
            type("friendlyName", "friendlyName", "1.2.840.113549.1.9.20", any(BMP)));

    private StandardAttributes() {}

    /** The short and long names. */
    static List<String> names() {
        return ALL.stream()
                .flatMap(type -> Stream.of(type.name(), type.longName()))
                .toList();
    }

    private static AttributeType type(String name, String longName, String identifier, StringRule rule) {
        return new AttributeType(new ASN1ObjectIdentifier(identifier), name, longName, rule);
    }
}
