package org.scepclient.pkcs10;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Bytes;

/**
 * The distinguished name of a certificate's subject.
 *
 * <p>Names are equal if their encodings are: some servers compare the subject of a renewal byte by byte.
 *
 * @param der the encoded Name
 */
public record SubjectName(Bytes der) {

    /**
     * Reads a name in the syntax of OpenSSL's {@code -subj}, for example {@code /O=Acme/CN=router-SN}; {@code /} is the
     * empty name.
     *
     * @param serialNumber replaces the word {@code SN} in values
     * @throws InvalidInputException if {@code text} is malformed, or contains {@code SN} and the serial number is missing
     */
    public static SubjectName parse(String text, Optional<String> serialNumber) {
        return of(SubjectGrammar.read(EscapedText.parse("subject", text), serialNumber));
    }

    /** As {@link #parse(String, Optional)}, for a name without the word {@code SN}. */
    public static SubjectName parse(String text) {
        return parse(text, Optional.empty());
    }

    /** The name in a certificate or a request, with its encoding unchanged. */
    public static SubjectName of(X500Principal principal) {
        return new SubjectName(Bytes.of(principal.getEncoded()));
    }

    static SubjectName of(X500Name name) {
        try {
            return new SubjectName(Bytes.of(name.getEncoded(ASN1Encoding.DER)));
        } catch (IOException e) {
            throw new IllegalStateException("a name cannot be encoded", e);
        }
    }

    public X500Principal principal() {
        return new X500Principal(der.toArray());
    }

    public X500Name x500Name() {
        return X500Name.getInstance(der.toArray());
    }

    public boolean isEmpty() {
        return x500Name().getRDNs().length == 0;
    }

    /** The values of the emailAddress attributes, in their order. */
    List<String> emailAddresses() {
        List<String> addresses = new ArrayList<>();
        for (RDN rdn : x500Name().getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (AttributeTypeAndValue pair : rdn.getTypesAndValues()) {
                if (isEmailAddress(pair) && pair.getValue().toASN1Primitive() instanceof ASN1String text) {
                    addresses.add(text.getString());
                }
            }
        }
        return addresses;
    }

    /** Removes the emailAddress attributes, which may leave an empty name. */
    SubjectName withoutEmailAddresses() {
        List<RDN> rdns = new ArrayList<>();
        for (RDN rdn : x500Name().getRDNs()) {
            List<AttributeTypeAndValue> kept = new ArrayList<>(List.of(rdn.getTypesAndValues()));
            kept.removeIf(SubjectName::isEmailAddress);
            if (!kept.isEmpty()) {
                rdns.add(new RDN(kept.toArray(AttributeTypeAndValue[]::new)));
            }
        }
        return of(new X500Name(rdns.toArray(RDN[]::new)));
    }

    private static boolean isEmailAddress(AttributeTypeAndValue pair) {
        return pair.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress);
    }

    /** The name in the syntax of {@link #parse(String)}. */
    @Override
    public String toString() {
        return SlashSyntax.of(x500Name());
    }
}
