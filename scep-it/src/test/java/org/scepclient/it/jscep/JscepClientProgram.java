package org.scepclient.it.jscep;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jscep.client.Client;
import org.jscep.client.ClientException;
import org.jscep.client.EnrollmentResponse;
import org.jscep.client.verification.OptimisticCertificateVerifier;
import org.jscep.transaction.OperationFailureException;
import org.jscep.transaction.TransactionException;
import org.scepclient.it.pki.Authority;
import org.scepclient.it.pki.Extensions;

/**
 * jscep's client as a program: {@code OPERATION URL DIRECTORY [ARGUMENT]}. Keys and certificates are in the directory,
 * in DER. Exit code 2: the CA refused.
 */
public final class JscepClientProgram {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final X500Name SUBJECT = new X500Name("CN=jscep client,O=Devices");

    private final Client client;
    private final Path directory;

    private JscepClientProgram(Client client, Path directory) {
        this.client = client;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        Client client = new Client(URI.create(arguments[1]).toURL(), new OptimisticCertificateVerifier());
        JscepClientProgram program = new JscepClientProgram(client, Path.of(arguments[2]));
        String argument = arguments.length > 3 ? arguments[3] : "";
        try {
            program.run(arguments[0], argument);
        } catch (OperationFailureException e) {
            System.err.println("refused: " + e.getFailInfo());
            System.exit(2);
        }
    }

    private void run(String operation, String argument) throws Exception {
        switch (operation) {
            case "getcaps" -> System.out.println(client.getCaCapabilities());
            case "getca" -> print(client.getCaCertificate());
            case "enroll" -> enroll(argument);
            case "getcert" -> getcert(new BigInteger(argument));
            case "getcrl" -> getcrl();
            case "getnextca" -> print(client.getRolloverCertificate());
            default -> throw new IllegalArgumentException(operation);
        }
    }

    private static void print(CertStore store) throws GeneralSecurityException {
        for (Certificate certificate : store.getCertificates(null)) {
            System.out.println("certificate: " + ((X509Certificate) certificate).getSubjectX500Principal());
        }
    }

    private void enroll(String challenge)
            throws ClientException, TransactionException, OperationFailureException, IOException,
                    GeneralSecurityException, OperatorCreationException {
        KeyPair pair = Authority.newRsaKey();
        X509Certificate self = Authority.selfSigned(
                        SUBJECT.toString(), pair, Extensions.endEntity(KeyUsage.digitalSignature))
                .certificate();
        EnrollmentResponse response = client.enrol(self, pair.getPrivate(), request(pair, challenge));
        while (response.isPending()) {
            System.out.println("pending");
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            response =
                    client.poll(self, pair.getPrivate(), self.getSubjectX500Principal(), response.getTransactionId());
        }
        if (response.isFailure()) {
            throw new OperationFailureException(response.getFailInfo());
        }
        Files.write(directory.resolve("key.der"), pair.getPrivate().getEncoded());
        write(response.getCertStore().getCertificates(null), pair);
    }

    private void write(Collection<? extends Certificate> certificates, KeyPair pair)
            throws IOException, GeneralSecurityException {
        for (Certificate certificate : certificates) {
            if (certificate.getPublicKey().equals(pair.getPublic())) {
                Files.write(directory.resolve("certificate.der"), certificate.getEncoded());
            }
        }
    }

    private static PKCS10CertificationRequest request(KeyPair pair, String challenge) throws OperatorCreationException {
        PKCS10CertificationRequestBuilder builder = new JcaPKCS10CertificationRequestBuilder(SUBJECT, pair.getPublic());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(challenge));
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
    }

    private void getcert(BigInteger serial)
            throws ClientException, OperationFailureException, IOException, GeneralSecurityException {
        print(client.getCertificate(certificate(), key(), serial));
    }

    private void getcrl() throws ClientException, OperationFailureException, IOException, GeneralSecurityException {
        X509Certificate own = certificate();
        X509CRL crl = client.getRevocationList(own, key(), own.getIssuerX500Principal(), own.getSerialNumber());
        Files.write(directory.resolve("crl.der"), crl.getEncoded());
    }

    private X509Certificate certificate() throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(directory.resolve("certificate.der"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private PrivateKey key() throws IOException, GeneralSecurityException {
        byte[] encoded = Files.readAllBytes(directory.resolve("key.der"));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
