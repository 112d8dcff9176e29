package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeReader;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Messages of other implementations; the README in their directory describes their origin. */
class KnownAnswersTest {
    private static final AlgorithmPolicy POLICY = AlgorithmPolicy.compatible();
    private static final Instant RECORDED = Instant.parse("2026-11-24T04:20:00Z");

    private static Bytes resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(KnownAnswersTest.class.getResourceAsStream(name), name)) {
            return Bytes.of(in.readAllBytes());
        }
    }

    private static PemReader pem(String name) throws Exception {
        return PemReader.of(new String(resource(name).toArray(), StandardCharsets.US_ASCII), name);
    }

    private static ProviderKey key(String name) throws Exception {
        return ProviderKey.of(pem(name).privateKey(PassphraseSource.none()));
    }

    private static X509Certificate ca() throws Exception {
        return pem("scepserver-ca.pem").certificates().getFirst();
    }

    private static X509Certificate issued() throws Exception {
        return CertificatesOnly.decode(resource("openssl-certificates.der")).certificates().stream()
                .filter(certificate -> certificate.getBasicConstraints() < 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTheRequestOfTheGoClient() throws Exception {
        ReceivedRequest request = ReceivedRequest.decode(resource("scepserver-request.der"), POLICY);
        ReceivedRequest.Body body =
                request.open(new EnvelopeKey.PrivateKey(key("scepserver-ca-key.pem"), ca()), POLICY, Exchange.RANDOM);
        RequestBody.PkcsReq asked = (RequestBody.PkcsReq) body.content();
        asked.request().verify();
        assertThat(asked.request().subject().getName()).contains("CN=router.example");
        assertThat(asked.request().challengePassword()).contains(Secret.of("secret"));
        assertThat(asked.request().publicKey()).isEqualTo(request.signer().getPublicKey());
    }

    @Test
    void acceptsTheReplyOfTheGoServer() throws Exception {
        ReceivedRequest request = ReceivedRequest.decode(resource("scepserver-request.der"), POLICY);
        CertRep.Success reply = (CertRep.Success) new ReplyDecoder(POLICY, Exchange.RANDOM)
                .decode(resource("scepserver-reply.der"), expectation(request));
        IssuedCertificate granted = IssuedCertificate.select(
                reply.content(),
                request.signer().getPublicKey(),
                CaCertificates.trusted(List.of(ca())),
                new PathRules(RECORDED, false));
        assertThat(granted.certificate()).isEqualTo(issued());
        assertThat(granted.chain()).containsExactly(ca());
    }

    private static ReplyDecoder.Expectation expectation(ReceivedRequest request) throws Exception {
        RequestBody any = new RequestBody.GetCert(IssuerAndSerial.of(ca()));
        return new ReplyDecoder.Expectation(
                new RequestMessage(request.transactionId(), request.senderNonce(), any),
                CaCertificates.trusted(List.of(ca())),
                new EnvelopeKey.PrivateKey(key("scepserver-client-key.pem"), request.signer()),
                RECORDED);
    }

    @Test
    void refusesTheGoServersSingleDesAndSha1WhereThePolicyDoes() throws Exception {
        ReceivedRequest request = ReceivedRequest.decode(resource("scepserver-request.der"), POLICY);
        ReplyDecoder.Expectation expected = expectation(request);
        Bytes reply = resource("scepserver-reply.der");
        assertThatThrownBy(() -> new ReplyDecoder(AlgorithmPolicy.modern(), Exchange.RANDOM).decode(reply, expected))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("which the policy refuses");
    }

    @Test
    void readsTheGoServersCertificateAndCapabilities() throws Exception {
        assertThat(CertificatesOnly.decodeBundle(resource("scepserver-getcacert.der"))
                        .certificates())
                .containsExactly(ca());
        CaCapabilities capabilities = CaCapabilities.parse(resource("scepserver-getcacaps.txt"));
        assertThat(capabilities.standard() && capabilities.offersPost() && capabilities.offersRenewal())
                .isTrue();
        assertThat(capabilities.unknown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des-ede3-cbc", "des-cbc", "bf-cbc", "stream"})
    void opensTheEnvelopesOfOpenssl(String name) throws Exception {
        EnvelopeKey key = new EnvelopeKey.PrivateKey(key("scepserver-client-key.pem"), issued());
        assertThat(new EnvelopeReader(POLICY, Exchange.RANDOM).read(resource("openssl-envelope-" + name + ".der"), key))
                .isEqualTo(resource("openssl-certificates.der"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes-128-cbc", "des-ede3-cbc"})
    void opensThePasswordEnvelopesOfOpenssl(String name) throws Exception {
        Bytes envelope = resource("openssl-password-" + name + ".der");
        EnvelopeReader reader = new EnvelopeReader(POLICY, Exchange.RANDOM);
        assertThat(reader.read(envelope, new EnvelopeKey.Password(Secret.of("secret"))))
                .isEqualTo(resource("openssl-certificates.der"));
        assertThatThrownBy(() -> reader.read(envelope, new EnvelopeKey.Password(Secret.of("other"))))
                .isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256", "sha512", "stream"})
    void verifiesTheSignaturesOfOpenssl(String name) throws Exception {
        SignedMessage message = SignedMessage.decode(resource("openssl-signed-" + name + ".der"), POLICY);
        assertThat(message.isSignedBy(ca().getPublicKey())).isTrue();
        assertThat(message.isSignedBy(issued().getPublicKey())).isFalse();
        assertThat(message.namesSigner(ca())).isTrue();
        assertThat(message.certificates()).containsExactly(ca());
        assertThat(message.content()).isEqualTo(resource("openssl-certificates.der"));
    }

    @Test
    void acceptsNoByteOfTheGoServersReplyChanged() throws Exception {
        ReceivedRequest request = ReceivedRequest.decode(resource("scepserver-request.der"), POLICY);
        ReplyDecoder.Expectation expected = expectation(request);
        byte[] reply = resource("scepserver-reply.der").toArray();
        CertRep right = new ReplyDecoder(POLICY, Exchange.RANDOM).decode(Bytes.of(reply), expected);
        // The signature is the last 256 or 512 bytes; ReplyBytesTest changes each signed byte.
        for (int at = reply.length - 256; at < reply.length; at++) {
            byte[] damaged = Arrays.copyOf(reply, reply.length);
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> new ReplyDecoder(POLICY, Exchange.RANDOM).decode(Bytes.of(damaged), expected))
                    .isInstanceOf(org.scepclient.error.ScepException.class);
        }
        assertThat(right.status()).isEqualTo(CertRep.Status.SUCCESS);
    }
}
