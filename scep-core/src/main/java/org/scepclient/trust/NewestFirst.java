package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.Comparator;

/** Orders certificates by notBefore, latest first, and those of the same time by notAfter, latest first. */
final class NewestFirst implements Comparator<X509Certificate> {
    static final Comparator<X509Certificate> ORDER = new NewestFirst();

    private NewestFirst() {}

    @Override
    public int compare(X509Certificate one, X509Certificate other) {
        int byIssue =
                other.getNotBefore().toInstant().compareTo(one.getNotBefore().toInstant());
        return byIssue != 0
                ? byIssue
                : other.getNotAfter().toInstant().compareTo(one.getNotAfter().toInstant());
    }
}
