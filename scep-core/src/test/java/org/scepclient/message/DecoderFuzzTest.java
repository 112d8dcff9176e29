package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeReader;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ScepException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Each decoder returns a value or throws a declared exception for any data from the network, within a time limit. */
class DecoderFuzzTest {
    private static final int ROUNDS = 400;
    private static final AlgorithmPolicy POLICY = AlgorithmPolicy.compatible();
    private static final EnvelopeKey PASSWORD = new EnvelopeKey.Password(Secret.of("secret"));

    /** A decoder of bytes from the network. */
    @FunctionalInterface
    interface Decoder {
        void decode(Bytes content) throws ScepException;
    }

    private static final Map<String, Decoder> DECODERS = Map.ofEntries(
            Map.entry("reply", content -> Exchange.decode(content, POLICY, Exchange.expectation(Exchange.CA))),
            Map.entry(
                    "request",
                    content -> ReceivedRequest.decode(content, POLICY)
                            .open(Exchange.CA.envelopeKey(), POLICY, Exchange.RANDOM)),
            Map.entry(
                    "next CA",
                    content -> NextCaMessage.decode(
                            content,
                            Exchange.expectation(Exchange.CA).ca(),
                            POLICY,
                            org.scepclient.fixture.TestCertificate.NOW)),
            Map.entry("signed", content -> SignedMessage.decode(content, POLICY).certificates()),
            Map.entry(
                    "envelope",
                    content ->
                            new EnvelopeReader(POLICY, Exchange.RANDOM).read(content, Exchange.CLIENT.envelopeKey())),
            Map.entry(
                    "password envelope",
                    content -> new EnvelopeReader(POLICY, Exchange.RANDOM).read(content, PASSWORD)),
            Map.entry("bundle", CertificatesOnly::decodeBundle),
            Map.entry("certificates", CertificatesOnly::decode),
            Map.entry("certificate", content -> new CertificateDecoder().certificate(content)),
            Map.entry("CRL", content -> new CertificateDecoder().crl(content)),
            Map.entry("PKCS#10", content -> CertificationRequest.decode(content).extensions()),
            Map.entry("issuer and serial", IssuerAndSerial::decode),
            Map.entry("issuer and subject", IssuerAndSubject::decode),
            Map.entry("capabilities", CaCapabilities::parse));

    static List<String> decoders() {
        return DECODERS.keySet().stream().sorted().toList();
    }

    private static List<byte[]> seeds() throws Exception {
        RequestMessage request = new RequestMessage(
                new TransactionId("1"),
                Nonce.random(Exchange.RANDOM),
                RequestRoundTripTest.bodies().getFirst());
        ReplyEncoder encoder = Exchange.encoder(Exchange.CA);
        List<Bytes> seeds = new ArrayList<>(List.of(
                Exchange.signed(Exchange.success()),
                Exchange.signed(Exchange.failure()),
                new RequestEncoder(
                                Exchange.CLIENT.signer(),
                                Exchange.CA.recipient(),
                                Algorithms.mandatory(),
                                Exchange.RANDOM)
                        .encode(request, org.scepclient.fixture.TestCertificate.NOW),
                encoder.content(Exchange.success(), Exchange.CLIENT.recipient()),
                encoder.content(Exchange.success(), new EnvelopeRecipient.Password(Secret.of("secret"))),
                Exchange.success().content().encode(),
                Bytes.of(Exchange.CA.certificate().getEncoded()),
                request.body().content()));
        for (RequestBody body : RequestRoundTripTest.bodies().subList(2, 4)) {
            seeds.add(body.content());
        }
        seeds.add(CaCapabilities.none().encoded());
        return seeds.stream().map(Bytes::toArray).toList();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void survivesDamagedMessages(String name) throws Exception {
        Random random = new Random(name.hashCode());
        List<byte[]> seeds = seeds();
        for (int round = 0; round < ROUNDS; round++) {
            decode(name, damaged(seeds.get(round % seeds.size()), random));
        }
    }

    private static byte[] damaged(byte[] seed, Random random) {
        if (seed.length == 0) {
            byte[] noise = new byte[random.nextInt(100)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] damaged = seed.clone();
        for (int times = random.nextInt(4); times >= 0; times--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    private static void decode(String name, byte[] content) {
        try {
            java.util.Objects.requireNonNull(DECODERS.get(name)).decode(Bytes.of(content));
        } catch (ScepException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\u001b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3080", "3180", "2480", "A080", "30840FFFFFFF", "24847FFFFFFF", "A0847FFFFFFF"})
    void survivesDeepNesting(String opening) {
        byte[] level = HexFormat.of().parseHex(opening);
        ByteArrayOutputStream nested = new ByteArrayOutputStream();
        for (int depth = 0; depth < 200_000; depth++) {
            nested.writeBytes(level);
        }
        for (String name : decoders()) {
            decode(name, nested.toByteArray());
        }
    }

    /** Complete levels with definite lengths, which a decoder may decode to any depth. */
    @Test
    void survivesWellFormedDeepNesting() {
        byte[] content = new byte[0];
        for (int depth = 0; depth < 5_000; depth++) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            outer.write(0x30);
            outer.write(0x83);
            outer.write(content.length >> 16);
            outer.write(content.length >> 8);
            outer.write(content.length);
            outer.writeBytes(content);
            content = outer.toByteArray();
        }
        for (String name : decoders()) {
            decode(name, content);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30847FFFFFFF", "3084FFFFFFFF", "308900FFFFFFFFFFFFFFFF", "04847FFFFFFF", "24800484 7FFFFFFF",
                "308006092A864886F70D010702A08030847FFFFFF0", "3080020100", "1F", "30FF", "0984FFFFFFFF"
            })
    void survivesHugeDeclaredLengths(String content) {
        byte[] bytes = HexFormat.of().parseHex(content.replace(" ", ""));
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String name : decoders()) {
                decode(name, bytes);
            }
        });
    }

    @Test
    void survivesAPageInsteadOfAMessage() {
        byte[] page = "<html><body>404 Not Found</body></html>".getBytes(StandardCharsets.US_ASCII);
        for (String name : decoders()) {
            decode(name, page);
        }
    }
}
