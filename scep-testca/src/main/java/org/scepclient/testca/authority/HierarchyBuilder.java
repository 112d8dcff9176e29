package org.scepclient.testca.authority;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.scepclient.pkcs10.Validity;

/** Creates the keys and certificates of a hierarchy. */
public final class HierarchyBuilder {
    private static final Duration BACK_DATED = Duration.ofDays(1);
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration RA_LIFE = Duration.ofDays(730);
    private static final X500Principal ROOT = new X500Principal("CN=Test Root CA,O=scepClient test CA");
    private static final X500Principal ISSUER = new X500Principal("CN=Test CA,O=scepClient test CA");
    private static final X500Principal RA = new X500Principal("CN=Test RA,O=scepClient test CA");

    private final HierarchyPlan plan;
    private final int generation;

    /**
     * Prepares one generation of a hierarchy.
     *
     * @param generation 0 for the first CA, incremented at each roll-over
     */
    public HierarchyBuilder(HierarchyPlan plan, int generation) {
        this.plan = plan;
        this.generation = generation;
    }

    public Hierarchy build() {
        Optional<Identity> root = plan.intermediate() ? Optional.of(selfSigned(ROOT, KeyRole.ROOT)) : Optional.empty();
        Identity issuer = root.isPresent() ? intermediate(root.get()) : selfSigned(ISSUER, KeyRole.ISSUER);
        return switch (plan.ra()) {
            case NONE -> new Hierarchy(root, issuer, issuer, issuer);
            case SINGLE -> {
                Identity ra = ra(issuer, KeyRole.RA_SIGNATURE, KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
                yield new Hierarchy(root, issuer, ra, ra);
            }
            case SPLIT ->
                new Hierarchy(
                        root,
                        issuer,
                        ra(issuer, KeyRole.RA_SIGNATURE, KeyUsage.digitalSignature),
                        ra(issuer, KeyRole.RA_ENCRYPTION, KeyUsage.keyEncipherment));
        };
    }

    private Identity selfSigned(X500Principal name, KeyRole role) {
        KeyPair pair = pair(role, plan.kind());
        CertificateContent content = content(name, pair.getPublic(), CA_LIFE, caExtensions(pair.getPublic()));
        return Identity.of(CertificateWriter.write(content, name, pair.getPrivate()), pair);
    }

    private Identity intermediate(Identity root) {
        KeyPair pair = pair(KeyRole.ISSUER, plan.kind());
        List<Extension> extensions = new ArrayList<>(caExtensions(pair.getPublic()));
        extensions.add(StandardExtensions.authorityKeyIdentifier(root.certificate()));
        return Identity.of(CertificateWriter.write(content(ISSUER, pair.getPublic(), CA_LIFE, extensions), root), pair);
    }

    private Identity ra(Identity issuer, KeyRole role, int uses) {
        KeyPair pair = pair(role, KeyKind.RSA);
        List<Extension> extensions = List.of(
                StandardExtensions.notCa(),
                StandardExtensions.keyUsage(uses),
                StandardExtensions.subjectKeyIdentifier(pair.getPublic()),
                StandardExtensions.authorityKeyIdentifier(issuer.certificate()));
        return Identity.of(CertificateWriter.write(content(RA, pair.getPublic(), RA_LIFE, extensions), issuer), pair);
    }

    private List<Extension> caExtensions(PublicKey key) {
        int signs = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        // RFC 8894 §2.1.2: a CA without registration authority also signs replies and opens requests.
        int answers = KeyUsage.digitalSignature | (plan.kind() == KeyKind.RSA ? KeyUsage.keyEncipherment : 0);
        return List.of(
                StandardExtensions.ca(),
                StandardExtensions.keyUsage(plan.ra() == RaSetup.NONE ? signs | answers : signs),
                StandardExtensions.subjectKeyIdentifier(key));
    }

    private CertificateContent content(X500Principal name, PublicKey key, Duration life, List<Extension> extensions) {
        Instant now = plan.now();
        return new CertificateContent(
                name,
                key,
                new SerialNumbers(plan.random()).next(),
                new Validity(now.minus(BACK_DATED), now.plus(life)),
                extensions);
    }

    private KeyPair pair(KeyRole role, KeyKind kind) {
        return plan.keys().keyPair(new KeyName(role, generation, kind));
    }
}
