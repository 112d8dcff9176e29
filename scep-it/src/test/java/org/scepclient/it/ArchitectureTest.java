package org.scepclient.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies between the modules, and the classes that each of them must not use. */
class ArchitectureTest {
    private static final String[] CORE = {
        "org.scepclient.error..",
        "org.scepclient.value..",
        "org.scepclient.message..",
        "org.scepclient.cms..",
        "org.scepclient.pkcs10..",
        "org.scepclient.capabilities..",
        "org.scepclient.trust..",
        "org.scepclient.crl..",
        "org.scepclient.pem..",
        "org.scepclient.json..",
        "org.scepclient.certificate.."
    };
    private static final String[] CLIENT = {
        "org.scepclient.transport..",
        "org.scepclient.operation..",
        "org.scepclient.enrollment..",
        "org.scepclient.keys..",
        "org.scepclient.file.."
    };
    private static final String[] AGENT = {"org.scepclient.agent.."};
    private static final String[] WEB = {"org.scepclient.web.."};
    private static final String[] TESTCA = {"org.scepclient.testca.."};
    private static final String[] CLI = {"org.scepclient.cli.."};

    private final JavaClasses shipped = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/scep-it/")
                    && !location.contains("/scep-bench/")
                    && !location.contains("-tests.jar"))
            .importPackages("org.scepclient");

    @Test
    void everyClassIsInARoomOfItsModule() {
        check(classes().should().resideInAnyPackage(all(CORE, CLIENT, AGENT, WEB, TESTCA, CLI)));
    }

    @Test
    void coreUsesNoOtherModule() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(CLIENT, AGENT, WEB, TESTCA, CLI))));
    }

    @Test
    void clientUsesCoreOnly() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CLIENT)
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(AGENT, WEB, TESTCA, CLI))));
    }

    @Test
    void agentUsesClientAndCoreOnly() {
        check(noClasses()
                .that()
                .resideInAnyPackage(AGENT)
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(WEB, TESTCA, CLI))));
    }

    @Test
    void webUsesNeitherTheCommandsNorTheTestCa() {
        check(noClasses()
                .that()
                .resideInAnyPackage(WEB)
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(TESTCA, CLI))));
    }

    @Test
    void testCaUsesCoreOnly() {
        check(noClasses()
                .that()
                .resideInAnyPackage(TESTCA)
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(CLIENT, AGENT, WEB, CLI))));
    }

    @Test
    void sscepDoesNotUseTheAgent() {
        check(noClasses()
                .that()
                .resideInAnyPackage("org.scepclient.cli", "org.scepclient.cli.sscep..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(all(AGENT, WEB))));
    }

    @Test
    void coreOpensNoSocketOrFileAndStartsNoThread() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net.http..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URLConnection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread"));
    }

    @Test
    void coreReadsNoClock() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(Date.class));
    }

    @Test
    void onlyTheCommandsEndTheProcess() {
        check(noClasses().that().resideOutsideOfPackages(CLI).should().callMethod(System.class, "exit", int.class));
    }

    @Test
    void anInterruptBreaksOffNoFileOperation() {
        // An interrupt of the thread closes a channel that reads, writes or waits; what a temporary file has ends with
        // the run.
        DescribedPredicate<JavaMethodCall> interruptible = DescribedPredicate.describe(
                "an operation of a FileChannel that an interrupt ends",
                call -> call.getTargetOwner().isAssignableTo(FileChannel.class)
                        && Set.of("read", "write", "force", "truncate", "lock").contains(call.getName()));
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.scepclient.file.DiskOperations")
                .and()
                .haveNameNotMatching("org.scepclient.file.TemporaryFile.*")
                .should()
                .callMethodWhere(interruptible));
    }

    @Test
    void nothingRegistersAProvider() {
        // Registering Bouncy Castle's provider costs 130 ms at each start.
        check(noClasses().should().callMethod(Security.class, "addProvider", Provider.class));
    }

    @Test
    void nothingUsesTheHeavyHttpClient() {
        // java.net.http starts TLS, threads and HTTP/2 even for plain http, which costs 400 ms at each start.
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http.."));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching("org.scepclient.(**)").should().beFreeOfCycles());
    }

    private void check(ArchRule rule) {
        rule.check(shipped);
    }

    private static String[] all(String[]... packages) {
        return Stream.of(packages).flatMap(Stream::of).toArray(String[]::new);
    }
}
