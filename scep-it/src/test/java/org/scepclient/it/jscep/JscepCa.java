package org.scepclient.it.jscep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.jscep.server.ScepServlet;
import org.jscep.transaction.FailInfo;
import org.jscep.transaction.OperationFailureException;
import org.jscep.transaction.TransactionId;
import org.jscep.transport.response.Capability;
import org.jspecify.annotations.Nullable;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;

/** A CA in memory that implements the abstract methods of jscep's servlet. */
public final class JscepCa extends ScepServlet {

    private static final long serialVersionUID = 1L;
    private static final String RA_NAME = "CN=ra-MSCEP-RA,O=jscep,C=US";

    private final transient JscepSettings settings;
    private final transient Authority ca;
    private final transient Authority signer;
    private final transient Authority recipient;
    private final transient @Nullable Authority next;
    private final transient Map<BigInteger, X509Certificate> issued = new ConcurrentHashMap<>();
    private final transient Map<TransactionId, PKCS10CertificationRequest> waiting = new ConcurrentHashMap<>();
    private final transient Map<TransactionId, X509Certificate> answers = new ConcurrentHashMap<>();
    private final transient List<BigInteger> crlQueries = new CopyOnWriteArrayList<>();

    public JscepCa(JscepSettings settings) {
        this.settings = settings;
        Extensions own = settings.split() ? Extensions.ca() : Extensions.caWithoutRa();
        ca = Authority.selfSigned("CN=jscep CA,O=jscep,C=US", own);
        if (settings.split()) {
            signer = ca.subordinate(RA_NAME, Extensions.endEntity(KeyUsage.digitalSignature));
            recipient = ca.subordinate(RA_NAME, Extensions.endEntity(KeyUsage.keyEncipherment));
        } else {
            signer = ca;
            recipient = ca;
        }
        next = nextOf(settings.nextCa());
    }

    private @Nullable Authority nextOf(JscepSettings.NextCa kind) {
        String name = "CN=jscep CA G2,O=jscep,C=US";
        return switch (kind) {
            case NONE -> null;
            case SELF_SIGNED -> Authority.selfSigned(name, Extensions.caWithoutRa());
            case SIGNED_BY_CURRENT -> ca.subordinate(name, Extensions.caWithoutRa());
        };
    }

    public X509Certificate certificate() {
        return ca.certificate();
    }

    /** Issues the certificates of all pending requests and returns their number. */
    public synchronized int approveAll() {
        int approved = 0;
        for (Map.Entry<TransactionId, PKCS10CertificationRequest> entry :
                Map.copyOf(waiting).entrySet()) {
            waiting.remove(entry.getKey());
            answers.put(entry.getKey(), issue(entry.getValue()));
            approved++;
        }
        return approved;
    }

    /** The transactions that need approval. */
    public List<String> waiting() {
        return waiting.keySet().stream().map(TransactionId::toString).toList();
    }

    /** The serial numbers in GetCRL messages. */
    public List<BigInteger> crlQueries() {
        return List.copyOf(crlQueries);
    }

    @Override
    protected Set<Capability> doCapabilities(@Nullable String identifier) {
        return EnumSet.complementOf(EnumSet.of(Capability.UPDATE));
    }

    @Override
    protected List<X509Certificate> doGetCaCertificate(@Nullable String identifier) {
        // NDES sends its RA certificates first.
        return settings.split()
                ? List.of(signer.certificate(), recipient.certificate(), ca.certificate())
                : List.of(ca.certificate());
    }

    @Override
    protected List<X509Certificate> getNextCaCertificate(@Nullable String identifier) {
        return next == null ? List.of() : List.of(next.certificate());
    }

    @Override
    protected List<X509Certificate> doGetCert(X500Name issuer, BigInteger serial) {
        X509Certificate found = issued.get(serial);
        return found == null || !issuer.equals(ca.subject()) ? List.of() : List.of(found);
    }

    @Override
    protected synchronized List<X509Certificate> doGetCertInitial(X500Name issuer, X500Name subject, TransactionId id)
            throws OperationFailureException {
        X509Certificate answer = answers.get(id);
        if (answer != null) {
            return List.of(answer);
        }
        if (!waiting.containsKey(id) || !issuer.equals(ca.subject())) {
            throw new OperationFailureException(FailInfo.badCertId);
        }
        return List.of();
    }

    @Override
    protected X509CRL doGetCrl(X500Name issuer, BigInteger serial) throws OperationFailureException {
        crlQueries.add(serial);
        if (!issuer.equals(ca.subject())) {
            throw new OperationFailureException(FailInfo.badCertId);
        }
        return ca.crl(List.of());
    }

    @Override
    protected synchronized List<X509Certificate> doEnrol(
            PKCS10CertificationRequest request, X509Certificate sender, TransactionId id)
            throws OperationFailureException {
        if (settings.refusal().isPresent()) {
            throw new OperationFailureException(settings.refusal().get());
        }
        boolean renewal = issued.containsKey(sender.getSerialNumber());
        if (!renewal && !settings.challenge().equals(challengeOf(request))) {
            throw new OperationFailureException(FailInfo.badRequest);
        }
        if (settings.manualApproval()) {
            // If the same request is sent again, in the same transaction, it needs another approval.
            answers.remove(id);
            waiting.put(id, request);
            return List.of();
        }
        return List.of(issue(request));
    }

    private X509Certificate issue(PKCS10CertificationRequest request) {
        try {
            X509Certificate certificate = ca.issue(
                    request.getSubject(),
                    new JcaPKCS10CertificationRequest(request).getPublicKey(),
                    Extensions.endEntity(KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
                    settings.validity());
            issued.put(certificate.getSerialNumber(), certificate);
            return certificate;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the request's public key", e);
        }
    }

    private static @Nullable String challengeOf(PKCS10CertificationRequest request) {
        Attribute[] found = request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
        return found.length == 0 ? null : ((ASN1String) found[0].getAttrValues().getObjectAt(0)).getString();
    }

    @Override
    protected PrivateKey getRecipientKey() {
        return recipient.key();
    }

    @Override
    protected X509Certificate getRecipient() {
        return recipient.certificate();
    }

    @Override
    protected PrivateKey getSignerKey() {
        return signer.key();
    }

    @Override
    protected X509Certificate getSigner() {
        return signer.certificate();
    }

    @Override
    protected X509Certificate[] getSignerCertificateChain() {
        return new X509Certificate[] {ca.certificate()};
    }
}
