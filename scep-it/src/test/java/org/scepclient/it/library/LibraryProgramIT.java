package org.scepclient.it.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.pem.PemReader;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Secret;

/**
 * The first program of docs/library.md, compiled and run with the jars of core and client and their dependencies alone.
 * {@code .ci/library-project} does the same with Maven and installed artifacts.
 */
class LibraryProgramIT {
    /** A class of scep-core and of scep-client, and one of each of their dependencies. */
    private static final List<Class<?>> JARS = List.of(
            Fingerprint.class,
            ScepClient.class,
            ASN1Object.class,
            CMSObjectIdentifiers.class,
            X509CertificateHolder.class,
            NullMarked.class);

    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    private static String firstProgram() throws IOException {
        String document = Files.readString(Path.of("../docs/library.md"));
        String start = "\n```java\n";
        int begin = document.indexOf(start) + start.length();
        return document.substring(begin, document.indexOf("\n```\n", begin) + 1);
    }

    private static String classPath(Path classes) throws URISyntaxException {
        List<String> entries = new ArrayList<>(List.of(classes.toString()));
        for (Class<?> one : JARS) {
            Path jar = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            assertThat(jar).isRegularFile();
            entries.add(jar.toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    @Test
    void compilesWithTheJarsAloneAndEnrolls(@TempDir Path directory) throws Exception {
        Path source = Files.writeString(directory.resolve("Enroll.java"), firstProgram());
        String classPath = classPath(directory);
        Command.of(JDK.resolve("javac"), "--release", "21", "-Xlint:all", "-Werror", "-cp", classPath)
                .and("-d", directory, source)
                .run()
                .mustSucceed();

        TestCaConfig config =
                TestCaConfig.builder().challenge(Secret.of("open sesame")).build();
        try (TestCa ca = TestCa.start(config)) {
            Finished enrolled = Command.of("sh", "-c", "echo open sesame | exec \"$0\" \"$@\"")
                    .and(JDK.resolve("java"), "-cp", classPath, "com.example.Enroll", ca.url(), ca.fingerprint())
                    .run()
                    .mustSucceed();
            assertThat(PemReader.of(enrolled.out(), "the output").certificates())
                    .containsExactly(ca.issued().getFirst(), ca.issuer());
        }
    }
}
