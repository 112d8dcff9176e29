package org.scepclient.pkcs10;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.scepclient.error.InvalidInputException;

/**
 * A requested subject alternative name.
 *
 * <p>It may include the e-mail addresses of the subject: {@link #extension(SubjectName)} resolves them.
 */
public final class AlternativeName {
    private final boolean critical;
    private final List<AlternativeNameItem> items;

    AlternativeName(boolean critical, List<AlternativeNameItem> items) {
        this.critical = critical;
        this.items = List.copyOf(items);
    }

    /**
     * Reads comma-separated items in the syntax of OpenSSL's {@code subjectAltName}, for example
     * {@code DNS:router-SN.example.com,IP:192.0.2.1}.
     *
     * @param serialNumber replaces the word {@code SN} in values
     * @throws InvalidInputException if {@code text} is malformed, or contains {@code SN} and the serial number is missing
     */
    public static AlternativeName parse(String text, Optional<String> serialNumber) {
        return new AlternativeNameGrammar(serialNumber).read(EscapedText.parse("alternative name", text));
    }

    /**
     * The subjectAltName extension of a certificate for {@code subject}.
     *
     * @throws InvalidInputException if the name includes the subject's e-mail addresses and there are none
     */
    public Extension extension(SubjectName subject) {
        GeneralName[] names =
                items.stream().flatMap(item -> item.names(subject).stream()).toArray(GeneralName[]::new);
        try {
            return Extension.create(Extension.subjectAlternativeName, critical, new GeneralNames(names));
        } catch (IOException e) {
            throw new IllegalStateException("an alternative name cannot be encoded", e);
        }
    }

    /**
     * The subject of a certificate with this name: {@code subject}, without its e-mail addresses if they are moved here.
     *
     * @throws InvalidInputException if the subject consists of e-mail addresses only
     */
    public SubjectName subject(SubjectName subject) {
        if (items.stream()
                .noneMatch(item -> item instanceof AlternativeNameItem.EmailOfSubject(boolean moved) && moved)) {
            return subject;
        }
        SubjectName rest = subject.withoutEmailAddresses();
        if (rest.isEmpty()) {
            throw new InvalidInputException(
                    "alternative name", "email:move would empty the subject " + subject, "write email:copy");
        }
        return rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlternativeName that && critical == that.critical && items.equals(that.items);
    }

    @Override
    public int hashCode() {
        return items.hashCode();
    }

    /** The name in the syntax of {@link #parse}. */
    @Override
    public String toString() {
        return items.stream()
                .map(AlternativeNameItem::toString)
                .collect(Collectors.joining(",", critical ? "critical," : "", ""));
    }
}
