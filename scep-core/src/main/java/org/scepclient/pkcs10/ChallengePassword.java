package org.scepclient.pkcs10;

import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Secret;

/** The PKCS#9 challengePassword attribute (RFC 2985 §5.4.1). */
final class ChallengePassword {
    // RFC 2985 appendix A, pkcs-9-ub-challengePassword
    private static final int LONGEST = 255;

    private ChallengePassword() {}

    /** The attribute: a PrintableString if the password fits it, otherwise a UTF8String. */
    static Attribute attribute(Secret password) {
        String text = password.reveal();
        int length = Unicode.length(text);
        if (length < 1 || length > LONGEST) {
            throw new InvalidInputException(
                    "challenge password",
                    "it has " + length + (length == 1 ? " character, " : " characters, ") + "1 to " + LONGEST
                            + " are allowed",
                    "ask the CA for another one");
        }
        // RFC 2985 §5.4.1: PrintableString is preferred
        StringForm form = StringForm.PRINTABLE.holds(text) ? StringForm.PRINTABLE : StringForm.UTF8;
        return new Attribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERSet(form.encode(text)));
    }
}
