package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The union of two collections of certificates, in their order. */
final class Union {
    private Union() {}

    static Set<X509Certificate> of(Collection<X509Certificate> some, Collection<X509Certificate> more) {
        Set<X509Certificate> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
