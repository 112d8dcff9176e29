package org.scepclient.testca.fault;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.KeyPairSource;
import org.scepclient.testca.authority.SerialNumbers;
import org.scepclient.value.Bytes;

/** Wrong answers to GetCACert and GetNextCACert. */
public final class CaFaults {
    private final Impostors impostors;
    private final ByteFaults bytes;

    public CaFaults(KeyPairSource keys, Clock clock, SecureRandom random) {
        this.impostors = new Impostors(keys, new SerialNumbers(random), clock);
        this.bytes = new ByteFaults(random);
    }

    /** The body of a GetCACert answer; {@code right} is what it should be. */
    public Bytes caCertificates(Fault fault, List<X509Certificate> published, Bytes right) throws ProtocolException {
        return switch (fault) {
            case CA_EMPTY -> Bytes.empty();
            case CA_TRUNCATED -> ByteFaults.cut(right, right.length() / 2);
            case CA_NO_CERTIFICATES ->
                CertificatesOnly.ofCertificates(List.of()).encode();
            case CA_STRANGER -> Der.encoded(impostors.stranger().certificate());
            case CA_AND_STRANGER -> {
                List<X509Certificate> all = new ArrayList<>(published);
                all.add(impostors.stranger().certificate());
                yield CertificatesOnly.ofCertificates(all).encode();
            }
            default -> bytes.garbage();
        };
    }

    /** The body of a GetNextCACert answer. */
    public Bytes nextCa(Fault fault, Hierarchy current, Hierarchy next) throws ProtocolException {
        Bytes right = CertificatesOnly.ofCertificates(next.published()).encode();
        return switch (fault) {
            case NEXT_CA_UNSIGNED -> right;
            case NEXT_CA_SIGNED_BY_ITSELF -> signed(next.issuer(), right).encode();
            case NEXT_CA_SIGNED_BY_STRANGER ->
                signed(impostors.stranger(), right).encode();
            case NEXT_CA_ALTERED -> structure(current.issuer()).apply(Fault.CONTENT_ALTERED, List.of(), right);
            default ->
                signed(
                                current.issuer(),
                                CertificatesOnly.ofCertificates(List.of()).encode())
                        .encode();
        };
    }

    private StructureFaults structure(Identity signer) {
        return new StructureFaults(impostors, signer, DigestAlgorithm.SHA256);
    }

    private static RawSignedData signed(Identity signer, Bytes content) {
        return new RawSignedData(signer, List.of(), content, DigestAlgorithm.SHA256);
    }
}
