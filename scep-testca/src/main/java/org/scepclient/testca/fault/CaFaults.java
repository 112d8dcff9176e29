package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ProtocolException;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.value.Bytes;

/** Wrong answers to GetCACert and GetNextCACert. */
public final class CaFaults {
    private final UntrustedIdentities untrusted;
    private final ByteFaults bytes;
    private final SecureRandom random;
    private final ListedSigners listed;

    /**
     * Prepares the faults of one CA.
     *
     * @param listed the certificates to list with faults whose reply is signed with one of them
     */
    public CaFaults(GeneratedKeyPairs keys, Clock clock, SecureRandom random, ListedSigners listed) {
        this.random = random;
        this.listed = listed;
        this.untrusted = new UntrustedIdentities(keys, new SerialNumbers(random), clock);
        this.bytes = new ByteFaults(random);
    }

    /** The body of a GetCACert response with this fault; {@code right} is the correct one. */
    public Bytes caCertificates(Fault fault, Hierarchy hierarchy, Bytes right) throws ProtocolException {
        if (fault.layer() == Layer.LISTED_SIGNER) {
            return listed.published(fault, hierarchy);
        }
        return switch (fault) {
            case CA_EMPTY -> Bytes.empty();
            case CA_TRUNCATED -> ByteFaults.cut(right, right.length() / 2);
            case CA_NO_CERTIFICATES ->
                CertificatesOnly.ofCertificates(List.of()).encode();
            case CA_STRANGER -> Der.encoded(untrusted.stranger().certificate());
            case CA_AND_STRANGER -> {
                List<X509Certificate> all = new ArrayList<>(hierarchy.published());
                all.add(untrusted.stranger().certificate());
                yield CertificatesOnly.ofCertificates(all).encode();
            }
            case CA_PEM, CA_BASE64, CA_LINE_END, CA_GZIP -> CaFormats.apply(fault, right);
            case CA_GARBAGE -> bytes.garbage();
            default -> new ForeignCas(untrusted).withForeign(fault, hierarchy);
        };
    }

    /** The body of a GetNextCACert response with this fault. */
    public Bytes nextCa(Fault fault, Hierarchy current, Hierarchy next) throws ProtocolException {
        return new NextCaFaults(untrusted, random).apply(fault, current, next);
    }
}
