package org.scepclient.cms;

import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * Unwraps the content key of a KeyTransRecipientInfo (RFC 5652 §6.2.1) with an RSA key, with PKCS#1 v1.5 or
 * RSAES-OAEP (RFC 3560).
 */
record KeyTransportRecipient(EnvelopeKey.PrivateKey own) {

    Candidate candidate(KeyTransRecipientInfo info) {
        return new Candidate(
                names(info),
                () -> unwrap(
                        info.getKeyEncryptionAlgorithm(), info.getEncryptedKey().getOctets()));
    }

    private boolean names(KeyTransRecipientInfo info) {
        CertificateId id = new CertificateId(own.certificate());
        ASN1Encodable named = info.getRecipientIdentifier().getId();
        if (named instanceof ASN1OctetString keyIdentifier) {
            return id.hasKeyIdentifier(keyIdentifier.getOctets());
        }
        IssuerAndSerialNumber issuer = IssuerAndSerialNumber.getInstance(named);
        return id.matches(issuer.getName(), issuer.getSerialNumber().getValue());
    }

    private byte[] unwrap(AlgorithmIdentifier algorithm, byte[] encryptedKey)
            throws GeneralSecurityException, CryptoException {
        ASN1ObjectIdentifier name = algorithm.getAlgorithm();
        if (name.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return decrypter("PKCS1Padding", Optional.empty()).doFinal(encryptedKey);
        }
        if (name.equals(PKCSObjectIdentifiers.id_RSAES_OAEP)) {
            return decrypter("OAEPPadding", Optional.of(oaep(algorithm))).doFinal(encryptedKey);
        }
        throw unsupported("key transport", name);
    }

    /** Reports a key that cannot decrypt at all differently from a message that does not decrypt. */
    private Cipher decrypter(String padding, Optional<AlgorithmParameterSpec> parameters) throws CryptoException {
        try {
            return own.key().decrypter(padding, parameters);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the private key cannot decrypt (" + padding + ")", e);
        }
    }

    // RFC 8017 appendix A.2.1
    private static OAEPParameterSpec oaep(AlgorithmIdentifier algorithm) throws CryptoException {
        RSAESOAEPparams parameters = algorithm.getParameters() == null
                ? new RSAESOAEPparams()
                : RSAESOAEPparams.getInstance(algorithm.getParameters());
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        if (!mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)) {
            throw unsupported("mask generation of RSAES-OAEP", mask.getAlgorithm());
        }
        AlgorithmIdentifier source = parameters.getPSourceAlgorithm();
        if (!source.getAlgorithm().equals(PKCSObjectIdentifiers.id_pSpecified)) {
            throw unsupported("label of RSAES-OAEP", source.getAlgorithm());
        }
        return new OAEPParameterSpec(
                digest(parameters.getHashAlgorithm()).jcaName(),
                "MGF1",
                new MGF1ParameterSpec(digest(AlgorithmIdentifier.getInstance(mask.getParameters()))
                        .jcaName()),
                new PSource.PSpecified(
                        ASN1OctetString.getInstance(source.getParameters()).getOctets()));
    }

    private static DigestAlgorithm digest(AlgorithmIdentifier algorithm) throws CryptoException {
        return DigestAlgorithm.of(algorithm.getAlgorithm())
                .orElseThrow(() -> unsupported("digest of RSAES-OAEP", algorithm.getAlgorithm()));
    }

    private static CryptoException unsupported(String what, ASN1ObjectIdentifier algorithm) {
        return new CryptoException(
                ErrorCode.ALGORITHM_REFUSED,
                "the key of the message is encrypted with the unsupported " + what + " "
                        + AlgorithmNames.of(algorithm));
    }
}
