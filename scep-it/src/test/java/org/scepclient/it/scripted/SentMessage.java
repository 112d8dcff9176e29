package org.scepclient.it.scripted;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.KeyTransRecipientId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.util.encoders.Hex;

/**
 * The properties of a client's message, read with Bouncy Castle.
 *
 * @param type the decimal digits of messageType
 * @param cipher OID of the envelope's content encryption
 * @param digest OID of the signer's digest
 * @param recipient serial number and issuer of the certificate that the envelope is encrypted to
 */
public record SentMessage(
        String type,
        String transactionId,
        String senderNonce,
        String cipher,
        String digest,
        X509Certificate signer,
        KeyTransRecipientId recipient) {

    private static final String SCEP = "2.16.840.1.113733.1.9.";

    public static SentMessage read(byte[] encoded) {
        try {
            CMSSignedData signed = new CMSSignedData(encoded);
            SignerInformation signer = signed.getSignerInfos().iterator().next();
            X509CertificateHolder holder = signed.getCertificates().getMatches(null).stream()
                    .filter(signer.getSID()::match)
                    .findFirst()
                    .orElseThrow();
            CMSEnvelopedData envelope =
                    new CMSEnvelopedData((byte[]) signed.getSignedContent().getContent());
            return new SentMessage(
                    text(signer, SCEP + "2"),
                    text(signer, SCEP + "7"),
                    nonce(signer),
                    envelope.getEncryptionAlgOID(),
                    signer.getDigestAlgOID(),
                    new JcaX509CertificateConverter().getCertificate(holder),
                    (KeyTransRecipientId)
                            envelope.getRecipientInfos().iterator().next().getRID());
        } catch (CMSException | CertificateException e) {
            throw new AssertionError("no SCEP message", e);
        }
    }

    private static String text(SignerInformation signer, String oid) {
        return ((ASN1String) signer.getSignedAttributes()
                        .get(new ASN1ObjectIdentifier(oid))
                        .getAttributeValues()[0])
                .getString();
    }

    private static String nonce(SignerInformation signer) {
        ASN1OctetString octets = (ASN1OctetString) signer.getSignedAttributes()
                .get(new ASN1ObjectIdentifier(SCEP + "5"))
                .getAttributeValues()[0];
        return Hex.toHexString(octets.getOctets());
    }
}
