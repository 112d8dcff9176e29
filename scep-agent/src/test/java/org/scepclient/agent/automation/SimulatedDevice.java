package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.scepclient.agent.journal.RunTrigger;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.Damage;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.KeyPool;
import org.scepclient.fixture.Stopped;
import org.scepclient.fixture.TestClock;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.value.Secret;

/** A device in an unfriendly year. The real automation checks its certificate; time passes only while it waits. */
final class SimulatedDevice {
    private static final Instant CLOCK_WITHOUT_BATTERY = Instant.parse("1970-01-01T00:00:30Z");
    private static final double WRONG_CLOCK = 0.05;
    private static final double LONG_OFF = 0.1;
    private static final List<Damage> KINDS = List.of(Damage.values());
    /** Two months after each renewal the next one is due. */
    private static final int MIN_CERTIFICATES = 5;

    /** The power fails within this number of file operations after each boot; a renewal takes about 50. */
    private static final int STEPS = 200;

    private final UnfriendlyYear year;
    private final SecureRandom random;
    private final AgentFixture device;
    private final TestClock truth = new TestClock(AgentFixture.START);
    private final UnfriendlyDisk disk;
    private final UnfriendlyCa old;
    private final UnfriendlyCa next;
    private final Path challenge;
    private final boolean pinned;
    private final DeviceHistory history;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::time));
    private Automation automation;
    private Instant clockSet = Instant.MIN;
    private boolean calm;

    /** An event between two checks; its action returns the trigger of a check that follows. */
    private record Event(Instant time, Action action) {}

    @FunctionalInterface
    private interface Action {
        Optional<RunTrigger> happen() throws Exception;
    }

    SimulatedDevice(UnfriendlyYear year, SecureRandom random, Path directory, List<GeneratedKeyPairs> keys)
            throws Exception {
        this.year = year;
        this.random = random;
        this.old = new UnfriendlyCa(year.old(), keys.get(0), truth, random, this::log);
        this.next = new UnfriendlyCa(year.next(), keys.get(1), truth, random, this::log);
        this.pinned = random.nextBoolean();
        this.challenge = directory.resolve("challenge");
        this.device = new AgentFixture(directory, new TestClock(AgentFixture.START))
                .random(random)
                .network(request -> (request.url().toString().startsWith(next.url()) ? next : old).exchange(request));
        this.disk = new UnfriendlyDisk(this::isFull, device.clock());
        this.history = new DeviceHistory(truth, device);
        device.operations(disk.asOperations());
        device.whileAsleep(this::pass);
        // Small keys and few checks, because the tests generate and run thousands.
        device.set(Setting.LEGACY_CIPHERS, "1")
                .set(Setting.KEY_SIZE, Integer.toString(KeyPool.BITS))
                .set(Setting.AWAIT_RESULT, "3600")
                .set(Setting.CHECK_INTERVAL, random.nextInt(8) == 0 ? "24" : "96");
        this.automation = automation();
        configure(old);
        plan();
    }

    private Automation automation() {
        return new Automation(device.context(), device.store(), ServiceNotifier.none());
    }

    private void plan() {
        year.boots().forEach(time -> events.add(new Event(time, this::boot)));
        year.damages().forEach(time -> events.add(new Event(time, this::damage)));
        events.add(new Event(year.move(), () -> {
            configure(next);
            return Optional.of(RunTrigger.APPLY);
        }));
        events.add(new Event(year.wrongChallenge().until(), () -> {
            history.event("the challenge password is corrected");
            writeChallenge();
            return Optional.of(RunTrigger.APPLY);
        }));
    }

    private void log(String line) {
        history.event(line);
    }

    DeviceHistory history() {
        return history;
    }

    private boolean isFull() {
        return !calm && year.fullDisk().stream().anyMatch(period -> period.contains(truth.instant()));
    }

    private UnfriendlyCa ca() {
        return truth.instant().isBefore(year.move()) ? old : next;
    }

    private void configure(UnfriendlyCa ca) throws Exception {
        history.event("the CA is " + ca.url() + (pinned ? ", with its fingerprint" : ""));
        device.set(Setting.CA_FINGERPRINT, pinned ? ca.fingerprint() : "").configured(ca.url());
        writeChallenge();
        device.set(Setting.CHALLENGE_FILE, challenge.toString());
    }

    private void writeChallenge() throws Exception {
        boolean wrong = year.wrongChallenge().contains(truth.instant());
        new SecretFile(challenge).write(wrong ? Secret.of("wrong") : ca().challenge());
    }

    /** Lives for a year. */
    void live() throws Exception {
        Instant end = AgentFixture.START.plus(UnfriendlyYear.LENGTH);
        disk.failWithin(STEPS, random);
        check(RunTrigger.BOOT);
        while (truth.instant().isBefore(end)) {
            Duration wait = Duration.between(device.clock().instant(), automation.next());
            Instant check = truth.instant().plus(wait.isNegative() ? Duration.ZERO : wait);
            while (!events.isEmpty() && !events.peek().time().isAfter(check)) {
                advanceTo(events.peek().time());
                Optional<RunTrigger> trigger = events.poll().action().happen();
                history.requireUsable();
                if (trigger.isPresent()) {
                    check(trigger.get());
                    check = truth.instant().plus(Duration.between(device.clock().instant(), automation.next()));
                }
            }
            advanceTo(check);
            check(RunTrigger.SERVICE);
        }
        end();
    }

    /** Requires a device in order after the year, as soon as nothing fails any more. */
    private void end() throws Exception {
        calm = true;
        old.calmDown();
        next.calmDown();
        disk.calmDown();
        device.clock().set(truth.instant());
        history.event("the year is over");
        check(RunTrigger.PERSON);
        Status status = device.status();
        assertThat(status.problem()).isEmpty();
        assertThat(status.state()).isEqualTo(CertificateState.VALID);
        assertThat(status.moduleLine()).isEqualTo("Module scepClient not running");
        assertThat(status.pending()).isEmpty();
        assertThat(history.certificates()).as("certificates in the year").isGreaterThan(MIN_CERTIFICATES);
        history.requireFewUnneeded(old.issued(), next.issued());
    }

    private void advanceTo(Instant time) throws InterruptedException {
        if (time.isAfter(truth.instant())) {
            Duration wait = Duration.between(truth.instant(), time);
            device.advance(wait);
            pass(wait);
        }
    }

    /** Lets time pass for the CAs, and sets the device's clock some time after a boot in 1970. */
    private void pass(Duration duration) {
        truth.advance(duration);
        if (!truth.instant().isBefore(clockSet)) {
            device.clock().set(truth.instant());
        }
        history.requireNoExpiry();
    }

    private void check(RunTrigger trigger) throws Exception {
        try {
            CheckResult result = automation.check(trigger);
            history.event(trigger.id() + ": " + result.message());
            if (isFull()) {
                history.requireUsable();
            } else {
                history.requireWhole();
            }
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof Stopped)) {
                throw e;
            }
            history.event("the power fails");
            history.requireUsable();
            boot();
            check(RunTrigger.BOOT);
        }
    }

    private Optional<RunTrigger> boot() throws Exception {
        boolean longOff = random.nextDouble() < LONG_OFF;
        advanceTo(truth.instant().plus(Duration.ofMinutes(1 + random.nextInt(longOff ? 72 * 60 : 10))));
        boolean wrong = random.nextDouble() < WRONG_CLOCK;
        clockSet = wrong ? truth.instant().plus(Duration.ofMinutes(1 + random.nextInt(12 * 60))) : truth.instant();
        device.clock().set(wrong ? CLOCK_WITHOUT_BATTERY : truth.instant());
        history.event("boot" + (wrong ? " in 1970, until " + clockSet : ""));
        disk.failWithin(STEPS, random);
        automation = automation();
        return Optional.of(RunTrigger.BOOT);
    }

    /** Damages any file or link but the pair in use. */
    private Optional<RunTrigger> damage() throws Exception {
        DataDirectory data = new DataDirectory(device.paths().data());
        List<String> places = data.placesBut(device.store().latest());
        Damage kind = KINDS.get(random.nextInt(KINDS.size()));
        if (!places.isEmpty()) {
            String place = places.get(random.nextInt(places.size()));
            history.event(kind + " damages " + place);
            kind.apply(data.path().resolve(place));
        }
        return Optional.empty();
    }
}
