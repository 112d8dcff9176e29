package org.scepclient.bench;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Secret;

/**
 * Enrolls many devices at one server, in several threads. Requests are prepared in advance; the measured time covers
 * the message, the exchange, and all checks of the reply and of the certificate.
 */
final class LoadRun {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PkiOperation operation;
    private final Secret challenge;

    LoadRun(String url, Secret challenge) throws ScepException {
        ScepServer server = new ScepServer(HttpUrl.parse(url), Transport.http(HttpSettings.defaults()));
        CaCertificates ca =
                CaCertificates.trusted(server.caCertificates(Optional.empty()).certificates());
        CaProfile profile = CaProfile.of(ca, server.capabilities(Optional.empty()), AlgorithmPolicy.compatible());
        this.operation = new PkiOperation(server, profile, Clock.systemUTC(), RANDOM);
        this.challenge = challenge;
    }

    /** The result of a run. */
    record Result(int enrolled, int failed, Duration elapsed, Optional<String> firstError) {
        double perSecond() {
            return enrolled * 1e9 / elapsed.toNanos();
        }
    }

    Result run(int threads, int count) throws GeneralSecurityException, ScepException, InterruptedException {
        List<Device> devices = new ArrayList<>();
        Device first = Device.first(challenge, RANDOM);
        for (int i = 0; i < count; i++) {
            devices.add(first.next(challenge, RANDOM));
        }
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            List<Future<List<String>>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> enrollAll(devices, next)));
            }
            List<String> errors = new ArrayList<>();
            for (Future<List<String>> worker : workers) {
                errors.addAll(worker.get());
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            return new Result(
                    count - errors.size(),
                    errors.size(),
                    elapsed,
                    errors.stream().findFirst());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private List<String> enrollAll(List<Device> devices, AtomicInteger next) {
        List<String> errors = new ArrayList<>();
        for (int i = next.getAndIncrement(); i < devices.size(); i = next.getAndIncrement()) {
            try {
                enroll(devices.get(i));
            } catch (ScepException e) {
                errors.add(e.getMessage());
            }
        }
        return errors;
    }

    private void enroll(Device device) throws ScepException {
        Requester requester = Requester.of(device.signer());
        RequestBody body = new RequestBody.PkcsReq(device.request());
        CertRep reply = operation.exchange(operation.message(body, operation.freshTransaction()), requester);
        if (!(reply instanceof CertRep.Success success)) {
            throw ProtocolException.malformed("reply", "status " + reply.status());
        }
        IssuedCertificate.select(
                success.content(),
                device.request().publicKey(),
                operation.profile().ca(),
                PathRules.of(operation.profile().policy(), operation.clock().instant()));
    }
}
