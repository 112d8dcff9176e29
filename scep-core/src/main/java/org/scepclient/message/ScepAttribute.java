package org.scepclient.message;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/** The signed attributes of RFC 8894 §3.2.1, with their object identifiers and encodings. */
public enum ScepAttribute {
    MESSAGE_TYPE("messageType", "2.16.840.1.113733.1.9.2"),
    PKI_STATUS("pkiStatus", "2.16.840.1.113733.1.9.3"),
    FAIL_INFO("failInfo", "2.16.840.1.113733.1.9.4"),
    SENDER_NONCE("senderNonce", "2.16.840.1.113733.1.9.5"),
    RECIPIENT_NONCE("recipientNonce", "2.16.840.1.113733.1.9.6"),
    TRANSACTION_ID("transactionID", "2.16.840.1.113733.1.9.7"),
    FAIL_INFO_TEXT("failInfoText", "1.3.6.1.5.5.7.24.1");

    private final String rfcName;
    private final ASN1ObjectIdentifier oid;

    ScepAttribute(String rfcName, String oid) {
        this.rfcName = rfcName;
        this.oid = new ASN1ObjectIdentifier(oid);
    }

    public String rfcName() {
        return rfcName;
    }

    public ASN1ObjectIdentifier oid() {
        return oid;
    }

    /** {@code PrintableString}: transactionID, messageType, pkiStatus, failInfo. */
    public Attribute printable(String value) {
        return new Attribute(oid, new DERSet(new DERPrintableString(value)));
    }

    /** {@code UTF8String}: failInfoText. */
    public Attribute utf8(String value) {
        return new Attribute(oid, new DERSet(new DERUTF8String(value)));
    }

    /** {@code OCTET STRING}: the nonces. */
    public Attribute octets(Bytes value) {
        return new Attribute(oid, new DERSet(new DEROctetString(value.toArray())));
    }

    Optional<String> textIn(SignedMessage message) throws ProtocolException {
        Optional<ASN1Primitive> value = message.attribute(rfcName, oid);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        // The RFC requires PrintableString. Other string types are accepted if they can hold the same characters.
        return switch (value.get()) {
            case ASN1PrintableString text -> Optional.of(text.getString());
            case ASN1UTF8String text -> Optional.of(text.getString());
            case ASN1IA5String text -> Optional.of(text.getString());
            default -> throw ProtocolException.attribute(rfcName, "must be a PrintableString");
        };
    }

    Optional<Bytes> octetsIn(SignedMessage message) throws ProtocolException {
        Optional<ASN1Primitive> value = message.attribute(rfcName, oid);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof ASN1OctetString octets) {
            return Optional.of(Bytes.of(octets.getOctets()));
        }
        throw ProtocolException.attribute(rfcName, "must be an OCTET STRING");
    }

    String requiredTextIn(SignedMessage message) throws ProtocolException {
        return textIn(message).orElseThrow(this::missing);
    }

    Bytes requiredOctetsIn(SignedMessage message) throws ProtocolException {
        return octetsIn(message).orElseThrow(this::missing);
    }

    private ProtocolException missing() {
        return ProtocolException.attribute(rfcName, "is missing");
    }
}
