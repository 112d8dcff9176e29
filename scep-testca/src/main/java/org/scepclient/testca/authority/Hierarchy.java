package org.scepclient.testca.authority;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CA with its root and its registration authorities.
 *
 * @param root the issuer of the issuing CA's certificate; empty if that is self-signed
 * @param issuer signs certificates and CRLs
 * @param replySigner signs replies: an RA or the issuer
 * @param decrypter opens requests: an RA or the issuer
 */
public record Hierarchy(Optional<Identity> root, Identity issuer, Identity replySigner, Identity decrypter) {

    /** The certificates that GetCACert returns: registration authorities, issuing CA, root. */
    public List<X509Certificate> published() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        all.add(replySigner.certificate());
        all.add(decrypter.certificate());
        all.add(issuer.certificate());
        root.ifPresent(top -> all.add(top.certificate()));
        return List.copyOf(all);
    }

    /** The certificate to pin: the root, or the issuer if that is self-signed. */
    public X509Certificate anchor() {
        return root.orElse(issuer).certificate();
    }
}
