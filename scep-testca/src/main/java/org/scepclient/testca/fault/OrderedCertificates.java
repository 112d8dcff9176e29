package org.scepclient.testca.fault;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.scepclient.value.Bytes;

/**
 * A certificates-only message (RFC 8894 §3.4) whose certificates keep their order, as most servers write it, instead of
 * the order of DER. It may contain certificates that Java cannot read.
 */
final class OrderedCertificates {
    private final List<Bytes> certificates = new ArrayList<>();

    static OrderedCertificates of(List<X509Certificate> first) {
        return new OrderedCertificates().and(first);
    }

    OrderedCertificates and(List<X509Certificate> more) {
        more.forEach(one -> and(Der.encoded(one)));
        return this;
    }

    OrderedCertificates and(X509Certificate more) {
        return and(Der.encoded(more));
    }

    OrderedCertificates and(Bytes der) {
        certificates.add(der);
        return this;
    }

    Bytes encode() {
        ASN1EncodableVector all = new ASN1EncodableVector();
        certificates.forEach(one -> all.add(Der.decoded(one)));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(1));
        parts.add(new DERSet());
        parts.add(new ContentInfo(CMSObjectIdentifiers.data, null));
        parts.add(new DLTaggedObject(false, 0, new DLSet(all)));
        parts.add(new DERSet());
        ASN1EncodableVector outer = new ASN1EncodableVector();
        outer.add(CMSObjectIdentifiers.signedData);
        outer.add(new DLTaggedObject(0, new DLSequence(parts)));
        return Der.encoded(new DLSequence(outer), ASN1Encoding.DL);
    }
}
