package org.scepclient.pkcs10;

import java.util.List;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.scepclient.error.InvalidInputException;

/** One item of an alternative name: a name, or a reference to names in the subject. */
sealed interface AlternativeNameItem {

    /** The names of this item in a certificate for {@code subject}. */
    List<GeneralName> names(SubjectName subject);

    /**
     * A name.
     *
     * @param text the item in the syntax of {@link AlternativeName#parse}
     */
    record Fixed(GeneralName name, String text) implements AlternativeNameItem {
        @Override
        public List<GeneralName> names(SubjectName subject) {
            return List.of(name);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The e-mail addresses of the subject.
     *
     * @param moved whether they are removed from the subject
     */
    record EmailOfSubject(boolean moved) implements AlternativeNameItem {
        @Override
        public List<GeneralName> names(SubjectName subject) {
            List<String> addresses = subject.emailAddresses();
            if (addresses.isEmpty()) {
                throw new InvalidInputException(
                        "alternative name",
                        "the subject " + subject + " has no emailAddress for " + this,
                        "add /emailAddress=… to the subject, or write email:name@host");
            }
            return addresses.stream()
                    .map(address -> new GeneralName(GeneralName.rfc822Name, new DERIA5String(address)))
                    .toList();
        }

        @Override
        public String toString() {
            return moved ? "email:move" : "email:copy";
        }
    }
}
