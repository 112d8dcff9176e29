package org.scepclient.testca.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.message.CertRep;
import org.scepclient.message.MessageType;
import org.scepclient.message.Nonce;
import org.scepclient.message.ScepAttribute;
import org.scepclient.value.Bytes;

/** Signed attributes, one of them wrong. */
final class AttributeFaults {
    /** An unassigned attribute type, in the arc for examples (RFC 7229). */
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.13.1");

    private final CertRep reply;
    private final Nonce other;
    private final List<Attribute> attributes;

    /**
     * Prepares the faults of one reply.
     *
     * @param other a nonce that the client did not send
     * @param attributes the correct attributes
     */
    AttributeFaults(CertRep reply, Nonce other, List<Attribute> attributes) {
        this.reply = reply;
        this.other = other;
        this.attributes = new ArrayList<>(attributes);
    }

    List<Attribute> apply(Fault fault) {
        switch (fault) {
            case FAIL_INFO_UNKNOWN -> attributes.add(ScepAttribute.FAIL_INFO.printable("9"));
            case SENDER_NONCE_MISSING -> remove(ScepAttribute.SENDER_NONCE);
            case SENDER_NONCE_COPIED -> replace(ScepAttribute.SENDER_NONCE.octets(nonce()));
            case UNKNOWN_ATTRIBUTE -> attributes.add(new Attribute(UNKNOWN, new DERSet(new ASN1Integer(1))));
            default -> required(fault);
        }
        return attributes;
    }

    private void required(Fault fault) {
        if (fault.name().startsWith("RECIPIENT_NONCE")) {
            recipientNonce(fault);
        } else if (fault.name().startsWith("TRANSACTION_ID")) {
            transactionId(fault);
        } else if (fault.name().startsWith("MESSAGE_TYPE")) {
            messageType(fault);
        } else {
            status(fault);
        }
    }

    private void recipientNonce(Fault fault) {
        ScepAttribute attribute = ScepAttribute.RECIPIENT_NONCE;
        switch (fault) {
            case RECIPIENT_NONCE_MISSING -> remove(attribute);
            case RECIPIENT_NONCE_SHORT -> replace(attribute.octets(resized(Nonce.LENGTH - 1)));
            case RECIPIENT_NONCE_LONG -> replace(attribute.octets(resized(Nonce.LENGTH + 1)));
            case RECIPIENT_NONCE_EMPTY -> replace(attribute.octets(Bytes.empty()));
            case RECIPIENT_NONCE_IS_A_STRING -> replace(attribute.printable(nonce().toHex()));
            case RECIPIENT_NONCE_REPEATED -> attributes.add(attribute.octets(other.value()));
            case RECIPIENT_NONCE_IN_SENDER_NONCE -> {
                remove(attribute);
                replace(ScepAttribute.SENDER_NONCE.octets(nonce()));
            }
            default -> replace(attribute.octets(other.value()));
        }
    }

    private void transactionId(Fault fault) {
        ScepAttribute attribute = ScepAttribute.TRANSACTION_ID;
        String right = reply.transactionId().value();
        switch (fault) {
            case TRANSACTION_ID_MISSING -> remove(attribute);
            case TRANSACTION_ID_PREFIX -> replace(attribute.printable(right.substring(0, right.length() - 1)));
            case TRANSACTION_ID_LONGER -> replace(attribute.printable(right + "0"));
            case TRANSACTION_ID_OTHER_CASE -> replace(attribute.printable(otherCase(right)));
            case TRANSACTION_ID_EMPTY -> replace(attribute.printable(""));
            case TRANSACTION_ID_REPEATED ->
                replace(values(attribute, new DERPrintableString(right), new DERPrintableString("0" + right)));
            default -> replace(attribute.printable(other.toString()));
        }
    }

    private void messageType(Fault fault) {
        ScepAttribute attribute = ScepAttribute.MESSAGE_TYPE;
        switch (fault) {
            case MESSAGE_TYPE_MISSING -> remove(attribute);
            case MESSAGE_TYPE_OF_REQUEST -> replace(attribute.printable(MessageType.PKCS_REQ.encoded()));
            case MESSAGE_TYPE_EMPTY -> replace(attribute.printable(""));
            case MESSAGE_TYPE_IS_AN_INTEGER -> replace(values(attribute, new ASN1Integer(3)));
            default -> replace(attribute.printable("99"));
        }
    }

    private void status(Fault fault) {
        ScepAttribute attribute = ScepAttribute.PKI_STATUS;
        switch (fault) {
            case STATUS_MISSING -> remove(attribute);
            case STATUS_ONE -> replace(attribute.printable("1"));
            case STATUS_NOT_A_NUMBER -> replace(attribute.printable("success"));
            case STATUS_LEADING_ZERO -> replace(attribute.printable("00"));
            case STATUS_EMPTY -> replace(attribute.printable(""));
            case STATUS_IS_AN_INTEGER -> replace(values(attribute, new ASN1Integer(0)));
            case STATUS_REPEATED -> attributes.add(attribute.printable("2"));
            default -> replace(attribute.printable("9"));
        }
    }

    private Bytes nonce() {
        return reply.recipientNonce().value();
    }

    private Bytes resized(int length) {
        return Bytes.of(Arrays.copyOf(nonce().toArray(), length));
    }

    /** Changes the case of a letter, and appends one to a text that has none. */
    private static String otherCase(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String changed = text.equals(lower) ? text.toUpperCase(Locale.ROOT) : lower;
        return changed.equals(text) ? text + "a" : changed;
    }

    private static Attribute values(ScepAttribute attribute, ASN1Encodable... values) {
        return new Attribute(attribute.oid(), new DERSet(values));
    }

    private void remove(ScepAttribute attribute) {
        attributes.removeIf(one -> one.getAttrType().equals(attribute.oid()));
    }

    private void replace(Attribute changed) {
        attributes.replaceAll(one -> one.getAttrType().equals(changed.getAttrType()) ? changed : one);
    }
}
