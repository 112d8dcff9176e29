package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PemWriter;

/** {@code scepclient crl} with CRLs from a web server. */
class CrlCommandTest {
    private static final String CA = "CN=Issuing CA";

    private static final Identity ROOT = TestCertificate.of("CN=Root CA", TestKeys.rsa("root CA"))
            .current()
            .caWithoutUsage()
            .selfSigned();
    private static final Identity ISSUER = TestCertificate.of(CA, TestKeys.rsa("issuing CA"))
            .current()
            .caWithoutUsage()
            .issuedBy(ROOT);

    @TempDir
    Path directory;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final CommandRun command = new CommandRun();
    private ScriptedServer server;

    private static X509v2CRLBuilder crl() {
        return new X509v2CRLBuilder(new X500Name(CA), Date.from(Instant.now().minusSeconds(60)))
                .setNextUpdate(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    private static byte[] signed(X509v2CRLBuilder crl) throws Exception {
        return crl.build(new JcaContentSignerBuilder("SHA256withRSA")
                        .build(ISSUER.keys().getPrivate()))
                .getEncoded();
    }

    private static X509v2CRLBuilder delta() throws IOException {
        return crl().addExtension(Extension.deltaCRLIndicator, true, new ASN1Integer(1));
    }

    private static X509v2CRLBuilder revoked() {
        return crl().addCRLEntry(BigInteger.TEN, Date.from(Instant.now()), CRLReason.keyCompromise);
    }

    @BeforeEach
    void serve() throws Exception {
        server = ScriptedServer.publishing(files);
        write("ca.pem", ROOT.certificate(), ISSUER.certificate());
        device("/one.crl");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String url(String path) {
        return server.url(path);
    }

    private void write(String name, X509Certificate... certificates) throws IOException {
        Files.writeString(directory.resolve(name), PemWriter.certificates(List.of(certificates)));
    }

    private void device(String... points) throws Exception {
        DistributionPoint[] all = Stream.of(points)
                .map(path -> new DistributionPoint(
                        new DistributionPointName(
                                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url(path)))),
                        null,
                        null))
                .toArray(DistributionPoint[]::new);
        write(
                "cert.pem",
                TestCertificate.of("CN=device", TestKeys.rsa("device"))
                        .current()
                        .serial(BigInteger.TEN)
                        .optional(Extension.cRLDistributionPoints, new CRLDistPoint(all))
                        .signedBy(ISSUER));
    }

    private int run(String... options) {
        List<String> words = new ArrayList<>(
                List.of("crl", "--cert", directory.resolve("cert.pem").toString(), "--out", out().toString()));
        words.addAll(List.of(options));
        return command.run(words.toArray(new String[0]));
    }

    private Path out() {
        return directory.resolve("out.crl");
    }

    @Test
    void exits77AndWritesTheCrlWhereTheCertificateIsRevoked() throws Exception {
        files.put("/one.crl", signed(revoked()));

        assertThat(run("--der")).isEqualTo(77);

        assertThat(command.out()).contains(" (keyCompromise)\n", " is REVOKED.\n");
        assertThat(out()).hasBinaryContent(files.get("/one.crl"));
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void reportsARevocationAsJsonAndBesideACrlOnStandardOutput() throws Exception {
        files.put("/one.crl", signed(revoked()));

        assertThat(run("--json")).isEqualTo(77);
        assertThat(command.out())
                .contains("\"revoked\":true,\"revokedAt\":\"", "\"reason\":\"keyCompromise\"", "\"exitCode\":77}");
        CommandRun toOutput = new CommandRun();
        assertThat(toOutput.run("crl", "--cert", directory.resolve("cert.pem").toString()))
                .isEqualTo(77);
        assertThat(toOutput.out()).startsWith("-----BEGIN X509 CRL-----\n").endsWith("-----END X509 CRL-----\n");
        assertThat(toOutput.err()).isEqualTo("scepclient: the certificate 0A is REVOKED [trust.revoked]");
    }

    @Test
    void exits78WhenTheCrlIsInconclusive() throws Exception {
        files.put("/one.crl", signed(delta()));

        assertThat(run()).isEqualTo(78);

        assertThat(command.err())
                .isEqualTo(
                        "scepclient: " + url("/one.crl")
                                + ": it is unknown whether the certificate is revoked: the CRL of '" + CA
                                + "' is a delta CRL, which lists changes only; the complete CRL is required [trust.revocation-unknown]");
        assertThat(out()).doesNotExist();
    }

    @Test
    void triesTheNextUrlWhenACrlIsInconclusive() throws Exception {
        device("/one.crl", "/two.crl");
        files.put("/one.crl", signed(delta()));
        files.put("/two.crl", signed(crl()));

        assertThat(run()).isZero();

        assertThat(command.err()).contains("is a delta CRL").endsWith("; trying the next URL");
        assertThat(command.out()).contains(" is not revoked.\n");
    }

    @Test
    void exits78WhenOneCrlIsInconclusiveAndTheOthersAreMissing() throws Exception {
        device("/one.crl", "/gone.crl");
        files.put("/one.crl", signed(delta()));

        assertThat(run()).isEqualTo(78);

        assertThat(command.err()).contains("/gone.crl: HTTP 404");
    }

    @Test
    void reportsAWebPageInsteadOfACrl() {
        files.put("/one.crl", "<html><title>Not here</title></html>".getBytes(StandardCharsets.UTF_8));

        assertThat(run()).isEqualTo(97);

        assertThat(command.err())
                .isEqualTo("scepclient: " + url("/one.crl")
                        + ": the reply is a web page 'Not here', not a CRL; check the URL [protocol.malformed]");
    }

    @Test
    void namesTheOptionForALargerCrl() throws Exception {
        files.put("/one.crl", signed(crl()));

        assertThat(run("--max-size", "100")).isEqualTo(95);
        assertThat(command.err())
                .isEqualTo("scepclient: " + url("/one.crl") + ": the content is longer than 100 bytes; to allow"
                        + " larger CRLs, use --max-size [transport.too-large]");
        assertThat(new CommandRun().run("crl", "--cert", "x", "--max-size", "0M"))
                .isEqualTo(1);
    }

    @Test
    void readsPemAndWritesIt() throws Exception {
        byte[] der = signed(crl());
        byte[] other = signed(new X509v2CRLBuilder(new X500Name("CN=Other"), Date.from(Instant.now())));
        files.put("/one.crl", ("text\n" + pem(other) + pem(der)).getBytes(StandardCharsets.US_ASCII));

        assertThat(run()).as(command.err()).isZero();

        assertThat(out()).hasContent(pem(der));
    }

    private static String pem(byte[] der) {
        return "-----BEGIN X509 CRL-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END X509 CRL-----\n";
    }

    @Test
    void findsTheIssuerInTheChainBesideTheCertificate() throws Exception {
        files.put("/one.crl", signed(crl()));
        write("ca.pem", ROOT.certificate());
        assertThat(run()).isEqualTo(97);
        assertThat(command.err()).contains("is not signed by a configured CA").endsWith(" (--ca) [trust.signature]");

        write("chain.pem", ISSUER.certificate(), ROOT.certificate());

        assertThat(new CommandRun()
                        .run("crl", "--cert", directory.resolve("cert.pem").toString()))
                .isZero();
    }

    @Test
    void trustsNoCaOutsideTheNameConstraintsOfTheAnchor() throws Exception {
        GeneralSubtree permitted = new GeneralSubtree(new GeneralName(new X500Name("O=Permitted")));
        TestCertificate constrained = TestCertificate.of("CN=Root CA", ROOT.keys())
                .current()
                .caWithoutUsage()
                .extension(Extension.nameConstraints, new NameConstraints(new GeneralSubtree[] {permitted}, null));
        files.put("/one.crl", signed(crl()));
        write("ca.pem", constrained.selfSigned().certificate());
        write("chain.pem", ISSUER.certificate());

        assertThat(run()).isEqualTo(97);

        assertThat(out()).doesNotExist();
    }

    @Test
    void countsAnEntryOfAnIndirectCrlForItsIssuerOnly() throws Exception {
        files.put("/one.crl", signed(indirect("CN=Another CA")));
        assertThat(run()).as(command.err()).isZero();

        files.put("/one.crl", signed(indirect(CA)));
        assertThat(run()).isEqualTo(77);
    }

    /** Adds an entry for the certificate's serial number and this issuer. */
    private static X509v2CRLBuilder indirect(String issuer) throws IOException {
        GeneralNames names = new GeneralNames(new GeneralName(new X500Name(issuer)));
        Extensions entry = new Extensions(Extension.create(Extension.certificateIssuer, true, names));
        return crl().addExtension(
                        Extension.issuingDistributionPoint,
                        true,
                        new IssuingDistributionPoint(null, false, false, null, true, false))
                .addCRLEntry(BigInteger.TEN, Date.from(Instant.now()), entry);
    }

    @Test
    void trustsNoCaBecauseItIsInTheChain() throws Exception {
        files.put("/one.crl", signed(crl()));
        write(
                "ca.pem",
                TestCertificate.of("CN=Another CA", ROOT.keys())
                        .current()
                        .selfSigned()
                        .certificate());
        write("chain.pem", ISSUER.certificate(), ROOT.certificate());

        assertThat(run()).isEqualTo(97);

        assertThat(command.err()).contains("none of its certificates is valid, trusted and allowed to sign CRLs");
    }
}
