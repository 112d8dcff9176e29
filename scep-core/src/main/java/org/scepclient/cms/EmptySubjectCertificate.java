package org.scepclient.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * A certificate whose subject is empty and whose subjectAltName is not critical, which violates RFC 5280 §4.1.2.6.
 *
 * <p>The JDK decodes and checks a copy in which that extension is critical; encoding and signature are those of the
 * original.
 */
@SuppressWarnings("serial") // A certificate is serialized by its encoding.
final class EmptySubjectCertificate extends X509Certificate {
    private static final String SUBJECT_ALT_NAME = Extension.subjectAlternativeName.getId();
    private static final int EXTENSIONS_TAG = 3;

    private final Bytes encoded;
    private final Bytes signedPart;
    private final X509Certificate corrected;

    private EmptySubjectCertificate(Bytes encoded, Bytes signedPart, X509Certificate corrected) {
        this.encoded = encoded;
        this.signedPart = signedPart;
        this.corrected = corrected;
    }

    /** Decodes certificates that have exactly this fault. */
    record Reader(CertificateDecoder decoder) {
        Optional<X509Certificate> read(Bytes der) {
            try {
                Certificate original = Certificate.getInstance(Decoding.leadingSequence("certificate", der));
                Bytes encoded = encoded(original);
                if (!beginsWith(der, encoded) || !hasTheFault(original.getTBSCertificate())) {
                    return Optional.empty();
                }
                X509Certificate corrected = decoder.strictly(encoded(corrected(original)));
                return Optional.of(
                        new EmptySubjectCertificate(encoded, encoded(original.getTBSCertificate()), corrected));
            } catch (IOException | CertificateException | ProtocolException | RuntimeException e) {
                return Optional.empty();
            }
        }

        /** The signed part must be DER, because it is encoded again for the verification. */
        private static boolean beginsWith(Bytes der, Bytes encoded) {
            int mismatch = Arrays.mismatch(der.toArray(), encoded.toArray());
            return mismatch < 0 || mismatch == encoded.length();
        }

        private static boolean hasTheFault(TBSCertificate content) {
            Extensions extensions = content.getExtensions();
            if (extensions == null || content.getSubject().size() > 0) {
                return false;
            }
            Extension names = extensions.getExtension(Extension.subjectAlternativeName);
            return names != null && !names.isCritical();
        }

        private static DERSequence corrected(Certificate original) {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            for (ASN1Encodable part :
                    (ASN1Sequence) original.getTBSCertificate().toASN1Primitive()) {
                boolean extensions = part instanceof ASN1TaggedObject tagged && tagged.hasContextTag(EXTENSIONS_TAG);
                parts.add(
                        extensions
                                ? withCriticalNames(original.getTBSCertificate().getExtensions())
                                : part);
            }
            return new DERSequence(new ASN1Encodable[] {
                new DERSequence(parts), original.getSignatureAlgorithm(), original.getSignature()
            });
        }

        private static DERTaggedObject withCriticalNames(Extensions extensions) {
            ASN1EncodableVector all = new ASN1EncodableVector();
            for (var oid : extensions.getExtensionOIDs()) {
                Extension extension = extensions.getExtension(oid);
                boolean names = oid.equals(Extension.subjectAlternativeName);
                all.add(names ? new Extension(oid, true, extension.getExtnValue()) : extension);
            }
            return new DERTaggedObject(true, EXTENSIONS_TAG, new DERSequence(all));
        }

        private static Bytes encoded(ASN1Encodable value) throws IOException {
            return Bytes.of(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        }
    }

    @Override
    public byte[] getEncoded() {
        return encoded.toArray();
    }

    @Override
    public byte[] getTBSCertificate() {
        return signedPart.toArray();
    }

    @Override
    public void verify(PublicKey key)
            throws CertificateException, NoSuchAlgorithmException, SignatureException, InvalidKeyException {
        verify(key, Signature.getInstance(getSigAlgName()));
    }

    @Override
    public void verify(PublicKey key, String provider)
            throws CertificateException, NoSuchAlgorithmException, SignatureException, InvalidKeyException,
                    NoSuchProviderException {
        verify(key, Signature.getInstance(getSigAlgName(), provider));
    }

    @Override
    public void verify(PublicKey key, Provider provider)
            throws CertificateException, NoSuchAlgorithmException, SignatureException, InvalidKeyException {
        verify(key, Signature.getInstance(getSigAlgName(), provider));
    }

    private void verify(PublicKey key, Signature engine)
            throws CertificateException, SignatureException, InvalidKeyException {
        byte[] parameters = getSigAlgParams();
        if (parameters != null && getSigAlgName().equals(PssParameters.ALGORITHM)) {
            try {
                engine.setParameter(PssParameters.decode(parameters));
            } catch (GeneralSecurityException e) {
                throw new CertificateException("the parameters of the signature are malformed", e);
            }
        }
        engine.initVerify(key);
        engine.update(signedPart.toArray());
        if (!engine.verify(getSignature())) {
            throw new SignatureException("Signature does not match.");
        }
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        Set<String> critical = new HashSet<>(corrected.getCriticalExtensionOIDs());
        critical.remove(SUBJECT_ALT_NAME);
        return critical;
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        Set<String> others = new HashSet<>(corrected.getNonCriticalExtensionOIDs());
        others.add(SUBJECT_ALT_NAME);
        return others;
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return corrected.hasUnsupportedCriticalExtension();
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return corrected.getExtensionValue(oid);
    }

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        corrected.checkValidity();
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        corrected.checkValidity(date);
    }

    @Override
    public int getVersion() {
        return corrected.getVersion();
    }

    @Override
    public BigInteger getSerialNumber() {
        return corrected.getSerialNumber();
    }

    @Override
    @Deprecated
    public Principal getIssuerDN() {
        return corrected.getIssuerX500Principal();
    }

    @Override
    @Deprecated
    public Principal getSubjectDN() {
        return corrected.getSubjectX500Principal();
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return corrected.getIssuerX500Principal();
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return corrected.getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return corrected.getNotBefore();
    }

    @Override
    public Date getNotAfter() {
        return corrected.getNotAfter();
    }

    @Override
    public byte[] getSignature() {
        return corrected.getSignature();
    }

    @Override
    public String getSigAlgName() {
        return corrected.getSigAlgName();
    }

    @Override
    public String getSigAlgOID() {
        return corrected.getSigAlgOID();
    }

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return corrected.getSigAlgParams();
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return corrected.getIssuerUniqueID();
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return corrected.getSubjectUniqueID();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return corrected.getKeyUsage();
    }

    @Override
    public @Nullable List<String> getExtendedKeyUsage() throws CertificateParsingException {
        return corrected.getExtendedKeyUsage();
    }

    @Override
    public @Nullable Collection<List<?>> getSubjectAlternativeNames() throws CertificateParsingException {
        return corrected.getSubjectAlternativeNames();
    }

    @Override
    public @Nullable Collection<List<?>> getIssuerAlternativeNames() throws CertificateParsingException {
        return corrected.getIssuerAlternativeNames();
    }

    @Override
    public int getBasicConstraints() {
        return corrected.getBasicConstraints();
    }

    @Override
    public PublicKey getPublicKey() {
        return corrected.getPublicKey();
    }

    @Override
    public String toString() {
        return corrected.toString();
    }
}
