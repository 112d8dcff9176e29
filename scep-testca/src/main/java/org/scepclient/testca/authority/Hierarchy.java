package org.scepclient.testca.authority;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CA with whatever stands above it and before it.
 *
 * @param root above the issuing CA, if there is one
 * @param issuer signs certificates and CRLs
 * @param replySigner signs replies: an RA or the issuer
 * @param decrypter opens requests: an RA or the issuer
 */
public record Hierarchy(Optional<Identity> root, Identity issuer, Identity replySigner, Identity decrypter) {

    /** What GetCACert answers: registration authorities, the issuing CA, the root. */
    public List<X509Certificate> published() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        all.add(replySigner.certificate());
        all.add(decrypter.certificate());
        all.add(issuer.certificate());
        root.ifPresent(top -> all.add(top.certificate()));
        return List.copyOf(all);
    }

    /** The certificate that a person pins: the root, or the issuer where nothing stands above it. */
    public X509Certificate anchor() {
        return root.orElse(issuer).certificate();
    }
}
