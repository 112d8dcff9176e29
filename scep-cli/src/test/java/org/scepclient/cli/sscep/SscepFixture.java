package org.scepclient.cli.sscep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Console;
import org.scepclient.cli.StandardOutput;
import org.scepclient.cli.TestTerminal;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ScepException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.transport.Sleeper;
import org.scepclient.value.Secret;

/** Runs {@code sscep} in a directory, with a clock, an environment and a sleeper of the test. */
@NullMarked
final class SscepFixture {
    private final Path dir;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Duration> sleeps = new ArrayList<>();
    private Runnable whileSleeping = () -> {};
    private Clock clock = Clock.systemUTC();

    SscepFixture(Path dir) {
        this.dir = dir;
    }

    /** A test CA with the same keys in all tests. */
    static TestCaConfigBuilder ca() {
        return TestCaConfig.builder().keys(DeviceKeys.CA);
    }

    /** Runs the command in this process; an argument that begins with {@code @} is a file in the directory. */
    CommandRun run(String... words) {
        String[] args = words.clone();
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].startsWith("@") ? file(args[i].substring(1)).toString() : args[i];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = new CommandContext(
                new Console("sscep", stream(out), stream(err)), environment::get, new TestTerminal(), clock, sleeper());
        int status = new SscepCommand(context).run(args);
        return new CommandRun(status, text(out), text(err));
    }

    private static StandardOutput stream(ByteArrayOutputStream bytes) {
        return new StandardOutput(bytes, StandardCharsets.UTF_8);
    }

    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(dir + "/", "");
    }

    private Sleeper sleeper() {
        return new Sleeper() {
            @Override
            public void sleep(Duration duration) {
                sleeps.add(duration);
                whileSleeping.run();
            }

            @Override
            public Duration time() {
                return Duration.between(Instant.EPOCH, clock.instant());
            }
        };
    }

    List<Duration> sleeps() {
        return sleeps;
    }

    SscepFixture whileSleeping(Runnable action) {
        whileSleeping = action;
        return this;
    }

    SscepFixture at(Clock time) {
        clock = time;
        return this;
    }

    SscepFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path file(String name) {
        return dir.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    SscepFixture write(String name, String content) throws IOException {
        Files.writeString(file(name), content);
        return this;
    }

    /** Writes {@code NAME.key} and {@code NAME.csr}. */
    SscepFixture device(String name, LoadedKey key, RequestTemplate template) throws ScepException, IOException {
        CertificationRequest request = template.sign(key.key(), key.publicKey(), DigestAlgorithm.SHA256);
        write(name + ".key", PemWriter.privateKey(key.key().privateKey()));
        return write(name + ".csr", PemWriter.request(request));
    }

    SscepFixture device(String name, LoadedKey key) throws ScepException, IOException {
        return device(name, key, template("/CN=" + name));
    }

    static RequestTemplate template(String subject) {
        return RequestTemplate.of(SubjectName.parse(subject, Optional.empty()));
    }

    static RequestTemplate template(String subject, String challenge) {
        return template(subject).withChallengePassword(Secret.of(challenge));
    }

    /** Enrolls {@code NAME.crt} at the CA of {@code ca.crt}. */
    CommandRun enroll(TestCa ca, String name, String... options) {
        List<String> args = new ArrayList<>(List.of("enroll", "-u", ca.url().toString(), "-c", "@ca.crt"));
        args.addAll(List.of("-k", "@" + name + ".key", "-r", "@" + name + ".csr", "-l", "@" + name + ".crt"));
        args.addAll(List.of(options));
        return run(args.toArray(new String[0]));
    }

    /** Writes the CA's certificates with getca. */
    CommandRun getCa(TestCa ca, String... options) {
        List<String> args = new ArrayList<>(List.of("getca", "-u", ca.url().toString(), "-c", "@ca.crt"));
        args.addAll(List.of(options));
        return run(args.toArray(new String[0]));
    }

    X509Certificate certificate(String name) throws IOException, ScepException {
        return PemReader.of(Files.readString(file(name)), name).certificate();
    }

    /** The names of all files, sorted. */
    List<String> files() throws IOException {
        try (var entries = Files.list(dir)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
