package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.scepclient.message.CertRep;
import org.scepclient.message.Nonce;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;

class ConcurrencyTest {
    private static final int THREADS = 8;
    private static final int EACH = 25;

    @Test
    void grantsEveryOneOfManyRequestsAtOnceWithItsOwnSerialNumber() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String name = "client-" + thread;
                clients.add(() -> enroll(ca, name));
            }
            for (Future<Integer> granted : threads.invokeAll(clients)) {
                assertThat(granted.get()).isEqualTo(EACH);
            }
            assertThat(ca.issued())
                    .extracting(certificate -> certificate.getSerialNumber())
                    .doesNotHaveDuplicates()
                    .hasSize(THREADS * EACH);
        }
    }

    private static int enroll(TestCa ca, String name) throws Exception {
        Device device = new Device(ca, Keys.device(1));
        RequestBody.PkcsReq body = new RequestBody.PkcsReq(device.request("/CN=" + name, Optional.empty()));
        int granted = 0;
        for (int i = 0; i < EACH; i++) {
            RequestMessage message =
                    new RequestMessage(new TransactionId(name + "-" + i), Nonce.random(new SecureRandom()), body);
            granted += device.send(message) instanceof CertRep.Success ? 1 : 0;
        }
        return granted;
    }
}
