package org.scepclient.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Bytes;

/**
 * Writes the outer SignedData of a SCEP message (RFC 8894 §3.2) in DER.
 *
 * @param signer signs the message, which contains its certificate
 * @param digest the digest of the content and of the signature
 * @param identifier the form of the signature algorithm identifier
 */
public record SignedMessageWriter(Signer signer, DigestAlgorithm digest, SignatureIdentifier identifier) {

    /** The SignerInfo.signatureAlgorithm of an RSA signature, for which both forms exist (RFC 5754 §3.2, RFC 3370 §3.2). */
    public enum SignatureIdentifier {
        /** {@code rsaEncryption}, as sent by OpenSSL-based clients; the only form that strongSwan's pki accepts. */
        KEY_ONLY,
        /** {@code sha256WithRSAEncryption} and similar, as sent by some servers. */
        WITH_DIGEST
    }

    /**
     * Signs {@code content} with {@code attributes}, to which it adds contentType and messageDigest.
     *
     * @param content if empty, the message has an empty OCTET STRING, because certmonger cannot read it without one
     */
    public Bytes write(List<Attribute> attributes, Bytes content) throws CryptoException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            JcaX509CertificateHolder holder = new JcaX509CertificateHolder(signer.certificate());
            SignerInfoGeneratorBuilder builder =
                    new SignerInfoGeneratorBuilder(new MessageDigests(), this::signatureAlgorithm);
            builder.setSignedAttributeGenerator(parameters -> signedAttributes(attributes, parameters));
            generator.addSignerInfoGenerator(builder.build(new KeySigner(), holder));
            generator.addCertificate(holder);
            return Bytes.of(generator
                    .generate(new CMSProcessableByteArray(content.toArray()), true)
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER));
        } catch (CMSException
                | OperatorCreationException
                | RuntimeOperatorException
                | CertificateEncodingException
                | IOException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the message cannot be signed", e);
        }
    }

    private static AttributeTable signedAttributes(List<Attribute> attributes, Map<?, ?> parameters) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        var contentType = (ASN1ObjectIdentifier) parameters.get(CMSAttributeTableGenerator.CONTENT_TYPE);
        all.add(new Attribute(CMSAttributes.contentType, new DERSet(contentType)));
        attributes.forEach(all::add);
        var messageDigest = (byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST);
        all.add(new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(messageDigest))));
        return new AttributeTable(all);
    }

    private AlgorithmIdentifier signatureAlgorithm(AlgorithmIdentifier withDigest) {
        boolean rsa = digest.withRsa().equals(withDigest.getAlgorithm());
        return rsa && identifier == SignatureIdentifier.KEY_ONLY
                ? new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE)
                : withDigest;
    }

    /** Signs with the provider that holds the key. */
    private final class KeySigner implements ContentSigner {
        private final ByteArrayOutputStream signed = new ByteArrayOutputStream();

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            if (signer.key().privateKey().getAlgorithm().equals("RSA")) {
                return new AlgorithmIdentifier(digest.withRsa(), DERNull.INSTANCE);
            }
            return new AlgorithmIdentifier(digest.withEcdsa()
                    .orElseThrow(() -> new RuntimeOperatorException("no ECDSA signature with " + digest.jcaName())));
        }

        @Override
        public OutputStream getOutputStream() {
            return signed;
        }

        @Override
        public byte[] getSignature() {
            try {
                return signer.key().sign(digest, signed.toByteArray());
            } catch (GeneralSecurityException e) {
                throw new RuntimeOperatorException(e.getMessage(), e);
            }
        }
    }
}
