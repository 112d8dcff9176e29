package org.scepclient.pkcs10;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.scepclient.error.InvalidInputException;

/**
 * The security identifier (SID) of an account in Active Directory, by which a domain controller maps a certificate to the
 * account (MS-WCCE §2.2.2.7.7.4, szOID_NTDS_CA_SECURITY_EXT).
 *
 * @param text {@code S-1-5-21-…}
 */
public record SecurityIdentifier(String text) {
    /** The extension of a request and of a certificate. */
    public static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");

    private static final ASN1ObjectIdentifier OBJECT_SID = OID.branch("1");
    private static final Pattern FORM = Pattern.compile("S-1-[0-9]{1,15}(-[0-9]{1,10}){1,15}");

    public static SecurityIdentifier parse(String place, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidInputException(
                    place,
                    Quoted.of(text) + " is not a security identifier",
                    "write the SID of the account, such as S-1-5-21-3623811015-3361044348-30300820-1013");
        }
        return new SecurityIdentifier(text);
    }

    /** The extension; not critical. */
    Extension extension() {
        OtherName name = new OtherName(OBJECT_SID, new DEROctetString(text.getBytes(US_ASCII)));
        try {
            return Extension.create(OID, false, new GeneralNames(new GeneralName(GeneralName.otherName, name)));
        } catch (IOException e) {
            throw new IllegalStateException("a security identifier cannot be encoded", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
