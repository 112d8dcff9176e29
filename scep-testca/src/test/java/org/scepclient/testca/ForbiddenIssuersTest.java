package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ScepException;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;

/** Certificates and signers with a complete chain of signatures to the CA that RFC 5280 §6 rejects nevertheless. */
class ForbiddenIssuersTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        Keys.prepareStranger();
        ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static List<X509Certificate> granted(Fault fault) throws ScepException, IOException {
        ca.fault(fault);
        List<X509Certificate> granted =
                Device.content(new Device(ca, Keys.device(1)).enrollOutcome()).certificates();
        ca.noFault();
        return granted;
    }

    /** Builds the path by name, from the certificate up to the one that the CA issued. */
    private static List<X509Certificate> path(X509Certificate leaf, List<X509Certificate> pool) {
        List<X509Certificate> path = new ArrayList<>(List.of(leaf));
        while (!path.getLast().getIssuerX500Principal().equals(ca.issuer().getSubjectX500Principal())) {
            X509Certificate last = path.getLast();
            path.add(pool.stream()
                    .filter(one -> one.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst()
                    .orElseThrow());
        }
        return path;
    }

    private static void requireSignatures(List<X509Certificate> path) throws Exception {
        List<X509Certificate> issuers = new ArrayList<>(path.subList(1, path.size()));
        issuers.add(ca.issuer());
        for (int i = 0; i < path.size(); i++) {
            path.get(i).verify(issuers.get(i).getPublicKey());
        }
    }

    private static void validate(List<X509Certificate> path) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca.issuer(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CERTIFICATE_BY_DEVICE",
                "CERTIFICATE_BEYOND_PATH_LENGTH",
                "CERTIFICATE_BY_CA_WITHOUT_KEY_CERT_SIGN",
                "CERTIFICATE_OUTSIDE_NAME_CONSTRAINTS",
                "CERTIFICATE_WITH_UNKNOWN_CRITICAL_EXTENSION",
                "CERTIFICATE_SIGNED_WITH_MD5"
            })
    void grantsWhatThePathForbids(Fault fault) throws Exception {
        List<X509Certificate> granted = granted(fault);
        X509Certificate leaf = granted.stream()
                .filter(one -> one.getPublicKey().equals(Keys.device(1).getPublic()))
                .findFirst()
                .orElseThrow();
        List<X509Certificate> path = path(leaf, granted);
        requireSignatures(path);
        assertThatThrownBy(() -> validate(path)).isInstanceOf(CertPathValidatorException.class);
    }

    @ParameterizedTest
    @CsvSource({"CERTIFICATE_SIGNED_WITH_MD5,MD5withRSA", "CERTIFICATE_SIGNED_WITH_SHA1,SHA1withRSA"})
    void signsTheCertificateWithAnOldDigest(Fault fault, String algorithm) throws Exception {
        assertThat(granted(fault).getFirst().getSigAlgName()).isEqualTo(algorithm);
    }

    private record Listing(List<X509Certificate> certificates, X509Certificate signer) {}

    /** The certificates that GetCACert lists, and the one among them that verifies the reply. */
    private static Listing listing(Fault fault) throws Exception {
        ca.fault(fault);
        List<X509Certificate> listed = CertificatesOnly.decodeBundle(
                        RawHttp.get(ca.url(), "operation=GetCACert").body())
                .certificates();
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        Bytes reply = RawHttp.post(ca.url(), device.encoded(message)).body();
        ca.noFault();
        SignedMessage signed = SignedMessage.decode(reply, AlgorithmPolicy.modern());
        return new Listing(
                listed,
                listed.stream()
                        .filter(one -> signed.namesSigner(one) && signed.isSignedBy(one.getPublicKey()))
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNED_BY_RA_WITH_UNKNOWN_CRITICAL_EXTENSION", "SIGNED_BY_RA_OUTSIDE_NAME_CONSTRAINTS"})
    void listsAnRaThatThePathForbidsAndSignsWithIt(Fault fault) throws Exception {
        Listing listing = listing(fault);
        List<X509Certificate> path = path(listing.signer(), listing.certificates());
        requireSignatures(path);
        assertThatThrownBy(() -> validate(path)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void listsADeviceAndSignsWithIt() throws Exception {
        X509Certificate signer = listing(Fault.SIGNED_BY_LISTED_DEVICE).signer();
        assertThat(signer.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        validate(List.of(signer));
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNED_BY_LISTED_STRANGER", "SIGNED_BY_CROSS_CERTIFIER"})
    void listsAForeignRootAndSignsWithIt(Fault fault) throws Exception {
        Listing listing = listing(fault);
        listing.signer().verify(listing.signer().getPublicKey());
        assertThat(ca.caCertificates()).doesNotContain(listing.signer());
        boolean crossed = listing.certificates().stream()
                .anyMatch(one -> one.getPublicKey().equals(ca.issuer().getPublicKey()) && !one.equals(ca.issuer()));
        assertThat(crossed).isEqualTo(fault == Fault.SIGNED_BY_CROSS_CERTIFIER);
    }
}
