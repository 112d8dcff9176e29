package org.scepclient.bench;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.Nonce;
import org.scepclient.message.ReceivedRequest;
import org.scepclient.message.ReplyDecoder;
import org.scepclient.message.ReplyEncoder;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestEncoder;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/**
 * Messages per second, compared with the RSA operations in them: building a message takes a private-key signature and a
 * public-key encryption, reading one a verification and a private-key decryption.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class MessageBenchmark {
    /** Key size of both sides, in bits. */
    @Param("2048")
    public int bits = 2048;

    private final SecureRandom random = new SecureRandom();
    private Floor floor;
    private RequestEncoder requestEncoder;
    private RequestMessage message;
    private ReplyEncoder replyEncoder;
    private CertRep reply;
    private EnvelopeRecipient toClient;
    private EnvelopeKey caKey;
    private ReplyDecoder.Expectation expected;
    private Bytes requestDer;
    private Bytes replyDer;
    private Instant now;

    @Setup
    public void prepare() throws GeneralSecurityException, ScepException {
        Party client = Party.of("/CN=device", bits, random);
        Party ca = Party.of("/CN=CA", bits, random);
        now = Instant.now();
        floor = new Floor(client, ca);
        message = new RequestMessage(
                TransactionId.of(client.keys().getPublic(), DigestAlgorithm.SHA256),
                Nonce.random(random),
                new RequestBody.PkcsReq(client.request()));
        requestEncoder = new RequestEncoder(
                client.signer(), new EnvelopeRecipient.Certificate(ca.certificate()), Algorithms.mandatory(), random);
        requestDer = requestEncoder.encode(message, now);
        replyEncoder = new ReplyEncoder(ca.signer(), Algorithms.mandatory(), random);
        reply = new CertRep.Success(
                message.transactionId(),
                message.senderNonce(),
                CertificatesOnly.ofCertificates(List.of(client.certificate())));
        toClient = new EnvelopeRecipient.Certificate(client.certificate());
        replyDer = replyEncoder.encode(reply, toClient);
        caKey = new EnvelopeKey.PrivateKey(ProviderKey.of(ca.keys().getPrivate()), ca.certificate());
        expected = new ReplyDecoder.Expectation(
                message,
                new CaCertificates(List.of(ca.certificate()), Set.of(ca.certificate())),
                new EnvelopeKey.PrivateKey(ProviderKey.of(client.keys().getPrivate()), client.certificate()),
                now);
    }

    @Benchmark
    public Bytes buildPkcsReq() throws ScepException {
        return requestEncoder.encode(message, now);
    }

    @Benchmark
    public RequestBody readPkcsReq() throws ScepException {
        AlgorithmPolicy policy = AlgorithmPolicy.modern();
        return ReceivedRequest.decode(requestDer, policy)
                .open(caKey, policy, random)
                .content();
    }

    @Benchmark
    public Bytes buildCertRep() throws ScepException {
        return replyEncoder.encode(reply, toClient);
    }

    @Benchmark
    public CertRep readCertRep() throws ScepException {
        return new ReplyDecoder(AlgorithmPolicy.modern(), random).decode(replyDer, expected);
    }

    @Benchmark
    public byte[] floorBuild() throws GeneralSecurityException {
        floor.sign();
        return floor.encrypt();
    }

    @Benchmark
    public byte[] floorRead() throws GeneralSecurityException {
        floor.verify();
        return floor.decrypt();
    }

    /** The RSA operations alone, through the same JCA algorithms. */
    private static final class Floor {
        private final Party client;
        private final Party ca;
        private final byte[] attributes = new byte[256];
        private final byte[] contentKey = new byte[16];
        private final byte[] signature;
        private final byte[] wrapped;

        Floor(Party client, Party ca) throws GeneralSecurityException {
            this.client = client;
            this.ca = ca;
            this.signature = sign();
            this.wrapped = encrypt();
        }

        byte[] sign() throws GeneralSecurityException {
            Signature engine = Signature.getInstance("SHA256withRSA");
            engine.initSign(client.keys().getPrivate());
            engine.update(attributes);
            return engine.sign();
        }

        boolean verify() throws GeneralSecurityException {
            Signature engine = Signature.getInstance("SHA256withRSA");
            engine.initVerify(client.keys().getPublic());
            engine.update(attributes);
            return engine.verify(signature);
        }

        byte[] encrypt() throws GeneralSecurityException {
            Cipher engine = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            engine.init(Cipher.ENCRYPT_MODE, ca.keys().getPublic());
            return engine.doFinal(contentKey);
        }

        byte[] decrypt() throws GeneralSecurityException {
            Cipher engine = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            engine.init(Cipher.DECRYPT_MODE, ca.keys().getPrivate());
            return engine.doFinal(wrapped);
        }
    }
}
