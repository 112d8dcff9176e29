package org.scepclient.it.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.it.attack.Victim.Target;
import org.scepclient.it.pki.Authority;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/**
 * Runs every command behind every strategy of a man in the middle, twice with the same files: first with an honest CA
 * behind him, then with him alone. All files that a command leaves must come from the pinned CA, and no challenge
 * password may be encrypted to his keys.
 */
class ManInTheMiddleTest {
    private static final boolean EVERYTHING = "all".equals(System.getProperty("scepclient.attacks"));

    private static final List<Integer> REFUSED_OR_WAITING = List.of(2, 3, 70, 71, 72, 73, 74);

    @TempDir
    static Path shared;

    private static ManInTheMiddle man;
    private static TestCa ca;
    private static Attacker attacker;
    private static Target target;
    private static Path templates;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        man = ManInTheMiddle.start();
        ca = TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .challenge(Secret.of(Victim.CHALLENGE))
                .ra(RaSetup.SINGLE)
                .intermediate(true)
                .crlDistributionPoints(List.of(man.uri("/ca.crl")))
                .build());
        man.before(ca.url());
        assertThat(ca.nextCaCertificates()).isNotEmpty();
        KeyPair victim = Authority.newRsaKey();
        target = new Target(man.url(), ca.fingerprint(), victim, request("CN=victim", victim));
        attacker = new Attacker(ca, new AttackerKeys(Authority.newRsaKey(), enrolledDevice()));
        record();
        man.lend(attacker);
        templates = Files.createDirectory(shared.resolve("templates"));
        for (Victim one : Victim.values()) {
            Path prepared = Files.createDirectory(templates.resolve(one.name()));
            one.prepare(new Commands(prepared), target);
        }
    }

    @AfterAll
    static void stop() {
        man.close();
        ca.close();
    }

    private static String request(String subject, KeyPair keys) throws Exception {
        var builder = new PKCS10CertificationRequestBuilder(
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, clientAuthentication());
        builder.addAttribute(
                PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(Victim.CHALLENGE));
        byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
                .getEncoded();
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    /** The extension that distinguishes a device from a registration authority. */
    private static Extensions clientAuthentication() throws IOException {
        return new Extensions(Extension.create(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)));
    }

    /** An ordinary certificate, which the attacker can obtain like anyone else. */
    private static Identity enrolledDevice() throws Exception {
        KeyPair keys = Authority.newRsaKey();
        Path place = Files.createDirectory(shared.resolve("attacker"));
        Target own = new Target(man.url(), ca.fingerprint(), keys, request("CN=attackers-device", keys));
        Commands commands = new Commands(place);
        Victim.SSCEP.prepare(commands, own);
        Victim.SSCEP.run(commands, own);
        X509Certificate issued = ca.issued().getFirst();
        assertThat(issued.getPublicKey()).as("%s", commands.runs()).isEqualTo(keys.getPublic());
        return new Identity(issued, keys.getPrivate());
    }

    /** Records honest replies to another client and to the victim, and CRLs of every kind. */
    private static void record() throws Exception {
        recordReply(Recordings.SUCCESS, "CN=somebody");
        recordReply(Recordings.EARLIER_RUN, "CN=victim");
        ca.fault(Fault.BAD_REQUEST);
        recordReply(Recordings.FAILURE, "CN=somebody");
        for (Fault fault : List.of(
                Fault.CRL_DELTA,
                Fault.CRL_FOR_CAS,
                Fault.CRL_FOR_SOME_REASONS,
                Fault.CRL_OF_ANOTHER_DISTRIBUTION_POINT,
                Fault.CRL_EXPIRED)) {
            ca.fault(fault);
            attacker.record(recording(fault), get("/ca.crl"));
        }
        ca.noFault();
        attacker.record(Recordings.NEXT_CA, get("/scep?operation=GetNextCACert"));
    }

    private static String recording(Fault fault) {
        return switch (fault) {
            case CRL_DELTA -> Recordings.CRL_DELTA;
            case CRL_FOR_CAS -> Recordings.CRL_FOR_CAS;
            case CRL_FOR_SOME_REASONS -> Recordings.CRL_FOR_SOME_REASONS;
            case CRL_OF_ANOTHER_DISTRIBUTION_POINT -> Recordings.CRL_OF_ANOTHER_DISTRIBUTION_POINT;
            default -> Recordings.CRL_EXPIRED;
        };
    }

    private static Bytes get(String path) throws IOException {
        try (var in = man.uri(path).toURL().openStream()) {
            return Bytes.of(in.readAllBytes());
        }
    }

    private static void recordReply(String name, String subject) throws Exception {
        KeyPair keys = subject.equals("CN=victim") ? target.keys() : Authority.newRsaKey();
        Path place = Files.createDirectory(shared.resolve("recorded" + name.hashCode()));
        Target own = new Target(man.url(), ca.fingerprint(), keys, request(subject, keys));
        man.lend(attacker);
        man.behave((exchange, by) -> {
            Reply honest = exchange.honest();
            if (exchange.is(Strategies.PKI)) {
                by.record(name, honest.body());
            }
            return honest;
        });
        Commands commands = new Commands(place);
        Victim.SSCEP.prepare(commands, own);
        commands.sscep("getca -c @ca.crt --ca-fingerprint " + own.pin() + " -u " + own.url());
        commands.sscep("enroll -c @ca.crt -k @dev.key -r @dev.csr -l @own.crt -n 1 -u " + own.url());
        man.beHonest();
        assertThat(attacker.recorded(name).isEmpty()).isFalse();
    }

    /**
     * Combines each strategy with sscep and one of the commands that generate a key in each run, which is slow; with
     * the system property scepclient.attacks=all, with all commands.
     */
    static Stream<Arguments> attacks() {
        List<Arguments> all = new ArrayList<>();
        List<Victim> others =
                List.of(Victim.SCEPCLIENT, Victim.AUTOMATION_KNOWN_CA, Victim.SCEPCLIENT_RENEWAL, Victim.AUTOMATION);
        int next = 0;
        for (Strategy strategy : Strategies.ofEnrollment()) {
            all.add(Arguments.of(strategy, Victim.SSCEP));
            for (Victim victim : EVERYTHING ? others : List.of(others.get(next))) {
                all.add(Arguments.of(strategy, victim));
            }
            next = (next + 1) % others.size();
        }
        NextCaStrategies.list().forEach(strategy -> all.add(Arguments.of(strategy, Victim.SSCEP_NEXT_CA)));
        CaStrategies.list().forEach(strategy -> all.add(Arguments.of(strategy, Victim.SSCEP_NEXT_CA)));
        (EVERYTHING ? Strategies.ofQueries() : PublishedStrategies.list())
                .forEach(strategy -> all.add(Arguments.of(strategy, Victim.QUERIES)));
        return all.stream();
    }

    @ParameterizedTest(name = "{1} behind {0}")
    @MethodSource("attacks")
    void nothingOfTheAttackersIsLeftBehind(Strategy strategy, Victim victim) throws Exception {
        Commands commands = new Commands(prepared(victim));
        int readBefore = attacker.decrypted().size();
        int troublesBefore = man.troubles().size();

        man.attack(strategy);
        victim.run(commands, target);
        requireClean(commands, "with the CA behind");
        if (strategy.name().matches("(FAILURE|PENDING) by .*")) {
            assertThat(commands.runs().getLast().exitCode())
                    .withFailMessage(() -> "the attacker was trusted\n" + commands.runs())
                    .isNotIn(REFUSED_OR_WAITING);
        }

        Alone alone = Alone.after(strategy);
        man.behave(alone);
        victim.run(commands, target);
        requireClean(commands, "alone as " + alone.name());
        man.beHonest();
        assertThat(attacker.decrypted().size())
                .withFailMessage(() -> "the attacker decrypted a request\n" + commands.runs())
                .isEqualTo(readBefore);
        assertThat(man.troubles()).hasSize(troublesBefore);
    }

    private void requireClean(Commands commands, String when) throws Exception {
        Remains remains = new Remains(directory, ca, attacker.keys.device.certificate());
        assertThat(remains.troubles())
                .withFailMessage(() -> when + ": " + troubles(remains) + "\n" + commands.runs())
                .isEmpty();
        Commands.Run last = commands.runs().getLast();
        assertThat(last.out() + last.err())
                .as(when)
                .doesNotContain("\tat ", "please report", "enroll at the attacker's", Victim.CHALLENGE);
    }

    private static String troubles(Remains remains) {
        try {
            return remains.troubles().toString();
        } catch (IOException | GeneralSecurityException e) {
            return e.toString();
        }
    }

    private Path prepared(Victim victim) throws IOException {
        Path template = templates.resolve(victim.name());
        try (Stream<Path> all = Files.walk(template)) {
            for (Path one : all.toList()) {
                Path to = directory.resolve(template.relativize(one).toString());
                if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                    Files.copy(one, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
        return directory;
    }

    @Test
    void hasMoreThanSixtyStrategies() {
        assertThat(Strategies.names()).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    }
}
