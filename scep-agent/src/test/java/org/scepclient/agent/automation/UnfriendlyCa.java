package org.scepclient.agent.automation;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.TestClock;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.NextCaMessage;
import org.scepclient.message.ReceivedRequest;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.HierarchyBuilder;
import org.scepclient.testca.authority.HierarchyPlan;
import org.scepclient.testca.authority.Issued;
import org.scepclient.testca.authority.IssuingRules;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.testca.reply.ReplyWriter;
import org.scepclient.testca.service.Approval;
import org.scepclient.testca.service.Authorities;
import org.scepclient.testca.service.PkiService;
import org.scepclient.testca.service.ServiceRules;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.Transport;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** A CA without sockets that fails often, keeps requests waiting, and is replaced by its successor. */
final class UnfriendlyCa implements Transport {
    static final Duration VALIDITY = Duration.ofDays(90);
    private static final double FAILURES = 0.3;
    private static final double WAITING = 0.3;
    private static final int LONGEST_WAIT_HOURS = 72;
    private static final Mishap[] MISHAPS = Mishap.values();

    private final UnfriendlyYear.CaPlan plan;
    private final TestClock clock;
    private final RandomGenerator random;
    private final SecureRandom secureRandom;
    private final Authorities authorities;
    private final PkiService service;
    private final Map<TransactionId, Instant> released = new HashMap<>();
    private final Consumer<String> log;
    private boolean calm;
    private boolean rolledOver;

    UnfriendlyCa(
            UnfriendlyYear.CaPlan plan,
            GeneratedKeyPairs keys,
            TestClock clock,
            SecureRandom random,
            Consumer<String> log) {
        this.log = log;
        this.plan = plan;
        this.clock = clock;
        this.random = random;
        this.secureRandom = random;
        this.authorities = new Authorities(generation -> authority(keys, generation));
        this.service = new PkiService(
                authorities,
                new ServiceRules(
                        Optional.of(plan.challenge()),
                        Approval.AUTO,
                        TestCaConfigBuilder.defaultCapabilities(),
                        Duration.ofMinutes(5)),
                clock,
                random);
    }

    private CertificateAuthority authority(GeneratedKeyPairs keys, int generation) {
        var hierarchy = new HierarchyPlan(RaSetup.NONE, false, KeyKind.RSA, keys, secureRandom, clock.instant());
        return new CertificateAuthority(
                new HierarchyBuilder(hierarchy, generation).build(),
                new IssuingRules(VALIDITY, List.of(), List.of()),
                clock,
                secureRandom);
    }

    String url() {
        return "http://" + plan.name() + "/scep";
    }

    Secret challenge() {
        return plan.challenge();
    }

    String fingerprint() {
        return Fingerprint.of(authorities.current().hierarchy().anchor(), DigestAlgorithm.SHA256)
                .toString();
    }

    /** Ends all failures and waiting. */
    void calmDown() {
        calm = true;
        released.clear();
    }

    List<X509Certificate> issued() {
        return authorities.all().stream()
                .flatMap(authority -> authority.issued().stream())
                .map(Issued::certificate)
                .toList();
    }

    @Override
    public HttpReply exchange(HttpRequest request) throws TransportException {
        rollOverIfDue();
        Optional<Mishap> mishap = mishap();
        mishap.ifPresent(one -> log.accept(one + " of " + request.url().query().replaceAll("&.*", "")));
        if (mishap.isPresent() && !mishap.get().isAfterTheCaActed()) {
            return mishap.get() == Mishap.REFUSAL && request instanceof HttpRequest.Post post
                    ? HttpReply.of(200, refusal(post.body()))
                    : mishap.get().instead(HttpReply.of(200, Bytes.empty()));
        }
        HttpReply reply = reply(request);
        return mishap.isPresent() ? mishap.get().instead(reply) : reply;
    }

    private Optional<Mishap> mishap() {
        if (calm) {
            return Optional.empty();
        }
        Optional<Mishap> outage = plan.outage(clock.instant());
        return outage.isPresent() || random.nextDouble() >= FAILURES
                ? outage
                : Optional.of(MISHAPS[random.nextInt(MISHAPS.length)]);
    }

    private void rollOverIfDue() {
        if (!rolledOver && !clock.instant().isBefore(plan.rollOver())) {
            rolledOver = true;
            authorities.rollOver();
        }
    }

    private HttpReply reply(HttpRequest request) throws TransportException {
        try {
            String query = request.url().query();
            if (request instanceof HttpRequest.Post post) {
                return HttpReply.of(200, answer(post.body()));
            }
            if (query.contains("GetCACaps")) {
                return HttpReply.of(
                        200, TestCaConfigBuilder.defaultCapabilities().encoded());
            }
            if (query.contains("GetNextCACert")) {
                return successor();
            }
            return query.contains("GetCACert") ? certificates() : HttpReply.of(405, Bytes.empty());
        } catch (TransportException e) {
            throw e;
        } catch (ScepException e) {
            throw new AssertionError(e);
        }
    }

    private HttpReply certificates() throws ScepException {
        return HttpReply.of(
                200,
                CertificatesOnly.ofCertificates(
                                authorities.current().hierarchy().published())
                        .encode());
    }

    private HttpReply successor() throws ScepException {
        if (!plan.announces(clock.instant())) {
            return Mishap.NOT_FOUND.instead(HttpReply.of(200, Bytes.empty()));
        }
        SignedMessageWriter writer = new SignedMessageWriter(
                authorities.current().hierarchy().issuer().signer(),
                Algorithms.mandatory().digest(),
                SignatureIdentifier.KEY_ONLY);
        return HttpReply.of(
                200, NextCaMessage.encode(authorities.next().hierarchy().published(), writer));
    }

    private Bytes answer(Bytes message) throws ScepException {
        Set<X509Certificate> before = Set.copyOf(issued());
        ReplyDraft draft = service.answer(message);
        issued().stream()
                .filter(certificate -> !before.contains(certificate))
                .forEach(certificate -> log.accept("the CA issues "
                        + certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT) + " for "
                        + draft.reply().transactionId()));
        boolean waits = draft.reply() instanceof CertRep.Success success && isHeld(success.transactionId());
        return write(
                waits
                        ? draft.with(new CertRep.Pending(
                                draft.reply().transactionId(), draft.reply().recipientNonce()))
                        : draft);
    }

    /** The decision about a request may take hours or days. */
    private boolean isHeld(TransactionId transaction) {
        Instant now = clock.instant();
        Instant free = released.computeIfAbsent(
                transaction,
                first -> !calm && random.nextDouble() < WAITING
                        ? now.plus(Duration.ofHours(1 + random.nextInt(LONGEST_WAIT_HOURS)))
                        : now);
        return now.isBefore(free);
    }

    /** Refuses a request, but none that was granted before: that would be a certificate without need. */
    private Bytes refusal(Bytes message) {
        try {
            ReceivedRequest request = ReceivedRequest.decode(message, AlgorithmPolicy.legacy());
            if (released.containsKey(request.transactionId())) {
                return answer(message);
            }
            FailInfo[] reasons = FailInfo.values();
            CertRep refusal = new CertRep.Failure(
                    request.transactionId(),
                    request.senderNonce(),
                    Optional.of(reasons[random.nextInt(reasons.length)]),
                    Optional.of("not today"));
            return write(new ReplyDraft(
                    refusal,
                    request.type(),
                    authorities.current(),
                    Algorithms.mandatory(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(request.signer())));
        } catch (ScepException e) {
            throw new AssertionError(e);
        }
    }

    private Bytes write(ReplyDraft draft) throws ScepException {
        return new ReplyWriter(secureRandom).write(draft);
    }
}
