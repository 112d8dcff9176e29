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
 * A subject alternative name as it is asked for: names, and the mode to take the subject's e-mail addresses.
 * What stands in the request depends on the subject and comes from {@link #extension(SubjectName)}.
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
     * @param serialNumber what stands for the word {@code SN} in a value
     * @throws InvalidInputException if {@code text} is none, or needs a serial number and there is none
     */
    public static AlternativeName parse(String text, Optional<String> serialNumber) {
        return new AlternativeNameGrammar(serialNumber).read(EscapedText.parse("alternative name", text));
    }

    /**
     * The extension, not encoded further, for a certificate of {@code subject}.
     *
     * @throws InvalidInputException if e-mail addresses are to be taken from a subject that has none
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
     * The subject that goes with this name: without its e-mail addresses after {@code email:move}, else the same.
     *
     * @throws InvalidInputException if nothing would be left of the subject
     */
    public SubjectName subject(SubjectName subject) {
        if (items.stream()
                .noneMatch(item -> item instanceof AlternativeNameItem.EmailOfSubject(boolean moved) && moved)) {
            return subject;
        }
        SubjectName rest = subject.withoutEmailAddresses();
        if (rest.isEmpty()) {
            throw new InvalidInputException(
                    "alternative name", "email:move leaves nothing of the subject " + subject, "write email:copy");
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

    /** The name in the syntax that {@link #parse} reads, for previews and messages. */
    @Override
    public String toString() {
        return items.stream()
                .map(AlternativeNameItem::toString)
                .collect(Collectors.joining(",", critical ? "critical," : "", ""));
    }
}
