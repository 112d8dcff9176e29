package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileOperations;
import org.scepclient.file.TextFile;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.PowerCut;
import org.scepclient.fixture.PowerCut.Loss;
import org.scepclient.fixture.Stopped;
import org.scepclient.fixture.StoppingSteps;
import org.scepclient.fixture.TestDevice;
import org.scepclient.keys.LoadedKey;

/** Crashes of an enrollment before each of its file operations, and in the middle of every write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrollmentCrashTest {
    private static final String URL = "http://ca.example/scep";
    private static final List<String> SET = List.of("ca.pem", "cert.pem", "chain.pem", "key.pem");

    private final IdempotentCa authority = IdempotentCa.intermediate();
    private final List<TestDevice> devices = new ArrayList<>();

    @TempDir
    Path dir;

    @BeforeAll
    void makeKeys() throws Exception {
        for (int i = 0; i < 3; i++) {
            devices.add(TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN));
        }
    }

    /** An initial enrollment and two renewals, which replace the files. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void leavesTheOldFilesOrTheNewOnesOrFinishesThem(Loss loss) throws Exception {
        DataDirectory begin = new DataDirectory(dir.resolve(loss + "-0"));
        int stops = 0;
        for (int phase = 1; phase <= devices.size(); phase++) {
            for (int step = 1; ; step++) {
                DataDirectory stopped = begin.copiedTo(dir.resolve(loss + "-" + phase + "-" + step));
                if (!isStopped(stopped.path(), phase, new StoppingSteps(step, new PowerCut(loss), () -> {}))) {
                    break;
                }
                stops++;
                String stop = loss + ", phase " + phase + ", stopped before step " + step;
                requireSecret(stopped.path(), stop);
                requireOldOrUnfinished(begin.path(), stopped.path(), stop);
                run(stopped.path(), phase, FileOperations.ofDisk());
                requireFinished(stopped.path(), phase, stop);
            }
            begin = begin.copiedTo(dir.resolve(loss + "-" + phase));
            run(begin.path(), phase, FileOperations.ofDisk());
        }
        assertThat(stops).isGreaterThan(100);
    }

    private boolean isStopped(Path directory, int phase, FileOperations operations) throws ScepException {
        try {
            run(directory, phase, operations);
            return false;
        } catch (Stopped e) {
            return true;
        }
    }

    /** Performs the file operations of the command; the serial number of the certificate is that of the phase. */
    private void run(Path path, int phase, FileOperations operations) throws ScepException {
        TestDevice device = devices.get(phase - 1);
        try (EnrollmentDirectory directory = EnrollmentDirectory.open(path, operations)) {
            if (directory.has("cert.pem") && serial(path) == phase) {
                return;
            }
            Optional<LoadedKey> left = directory.newKey();
            if (left.isEmpty()) {
                directory.storeNewKey(device.key());
            } else {
                assertThat(left.get().publicKey()).isEqualTo(device.key().publicKey());
            }
            EnrollmentTicket ticket = device.ticket(IdempotentCa.BEGIN).withKeyReference("initial " + URL);
            if (directory.ticket().isEmpty()) {
                directory.storeTicket(ticket, authority.certificates());
            }
            directory.install(authority.issue(device.transaction(), device.request(), phase), authority.certificates());
            directory.knownOffer().add(URL, CaCapabilities.of(Capability.SCEP_STANDARD));
        }
    }

    private static int serial(Path directory) throws ScepException {
        return TextFile.certificate(directory.resolve("cert.pem"))
                .getSerialNumber()
                .intValue();
    }

    private static void requireSecret(Path directory, String stop) throws Exception {
        Path work = directory.resolve(".enrollment");
        for (Path file : List.of(directory.resolve("key.pem"), work.resolve("key.pem"), work.resolve(".key.pem.new"))) {
            if (Files.exists(file)) {
                assertThat(DataDirectory.permissions(file))
                        .as("%s: %s", stop, file)
                        .isEqualTo("rw-------");
            }
        }
        if (Files.exists(work)) {
            assertThat(DataDirectory.permissions(work)).as(stop).isEqualTo("rwx------");
        }
    }

    /** Either nothing is changed, or the next run finds files to move. */
    private static void requireOldOrUnfinished(Path begin, Path stopped, String stop) throws Exception {
        boolean marked = Files.exists(stopped.resolve(".enrollment/complete"));
        for (String name : SET) {
            Path before = begin.resolve(name);
            if (!marked && Files.exists(before) && serial(begin) == serial(stopped)) {
                assertThat(stopped.resolve(name)).as("%s: %s", stop, name).hasSameBinaryContentAs(before);
            }
        }
        if (!marked && Files.exists(stopped.resolve("cert.pem"))) {
            requirePair(stopped, stop);
        }
    }

    private static void requirePair(Path directory, String stop) throws Exception {
        X509Certificate certificate = TextFile.certificate(directory.resolve("cert.pem"));
        LoadedKey key = LoadedKey.read(directory.resolve("key.pem"));
        assertThat(key.publicKey()).as(stop).isEqualTo(certificate.getPublicKey());
    }

    private static void requireFinished(Path directory, int phase, String stop) throws Exception {
        assertThat(serial(directory)).as(stop).isEqualTo(phase);
        requirePair(directory, stop);
        assertThat(DataDirectory.names(directory).stream()
                        .filter(name -> !name.equals(".enrollment"))
                        .toList())
                .as(stop)
                .isEqualTo(SET);
        assertThat(DataDirectory.names(directory.resolve(".enrollment")))
                .as(stop)
                .isSubsetOf("offered");
        requireSecret(directory, stop);
    }
}
