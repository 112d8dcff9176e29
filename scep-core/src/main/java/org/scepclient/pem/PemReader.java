package org.scepclient.pem;

import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.UnreadableCertificate;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;

/** Reads content of a requested kind from PEM text and skips blocks of other kinds. */
public final class PemReader {
    /** The number of labels in an error message. */
    private static final int MAX_LABELS = 5;

    private final String place;
    private final List<PemBlock> blocks;
    private final CertificateDecoder decoder = new CertificateDecoder();

    private PemReader(String place, List<PemBlock> blocks) {
        this.place = place;
        this.blocks = List.copyOf(blocks);
    }

    /**
     * Splits {@code text} into blocks.
     *
     * @param place the name of the file or other source of the text, for error messages
     * @throws StorageException if a block does not end
     */
    public static PemReader of(String text, String place) throws StorageException {
        return new PemReader(place, PemText.blocks(text, place));
    }

    /** All certificates, in their order; at least one. */
    public List<X509Certificate> certificates() throws StorageException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks(PemKind.CERTIFICATE)) {
            certificates.add(certificate(block));
        }
        return certificates;
    }

    /** The first certificate. */
    public X509Certificate certificate() throws StorageException {
        return certificate(blocks(PemKind.CERTIFICATE).getFirst());
    }

    private X509Certificate certificate(PemBlock block) throws StorageException {
        Bytes content = Bytes.of(block.content(place));
        try {
            return decoder.certificate(content);
        } catch (ProtocolException e) {
            String reason = UnreadableCertificate.of(content).reason();
            throw new StorageException(place, "cannot read the certificate in " + block + ": " + reason, e);
        }
    }

    /**
     * The first private key: PKCS#8, PKCS#1 or SEC 1, encrypted or not.
     *
     * @param passphrases used only if the key is encrypted
     * @throws ScepException if there is no key or no passphrase, or the key cannot be used
     *     ({@link org.scepclient.error.ErrorCode#KEY_UNUSABLE})
     */
    public PrivateKey privateKey(PassphraseSource passphrases) throws ScepException {
        return new PrivateKeyReader(place).read(blocks(PemKind.PRIVATE_KEY).getFirst(), passphrases);
    }

    /** The first certification request. */
    public CertificationRequest request() throws StorageException {
        PemBlock block = blocks(PemKind.REQUEST).getFirst();
        try {
            return CertificationRequest.decode(Bytes.of(block.content(place)));
        } catch (ProtocolException e) {
            throw new StorageException(place, "invalid certificate request in " + block, e);
        }
    }

    /** All CRLs, in their order; at least one. */
    public List<X509CRL> crls() throws StorageException {
        List<X509CRL> crls = new ArrayList<>();
        for (PemBlock block : blocks(PemKind.CRL)) {
            try {
                crls.add(decoder.crl(Bytes.of(block.content(place))));
            } catch (ProtocolException e) {
                throw new StorageException(place, "invalid CRL in " + block, e);
            }
        }
        return crls;
    }

    /** The encoding of the first CMS message. */
    public Bytes message() throws StorageException {
        return Bytes.of(blocks(PemKind.MESSAGE).getFirst().content(place));
    }

    private List<PemBlock> blocks(PemKind kind) throws StorageException {
        List<PemBlock> found = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (kind.includes(block.label())) {
                found.add(block);
            }
        }
        if (found.isEmpty()) {
            String remedy = blocks.isEmpty() ? "; if the file is DER, convert it with openssl" : "";
            throw new StorageException(place, "found " + found() + ", expected " + kind.expected() + remedy);
        }
        return found;
    }

    private String found() {
        return blocks.isEmpty()
                ? "no PEM block"
                : blocks.stream()
                        .map(PemBlock::label)
                        .distinct()
                        .limit(MAX_LABELS)
                        .collect(Collectors.joining(" and "));
    }
}
