package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.value.Secret;

/**
 * The events of a device's year, drawn from a seed.
 *
 * @param old the CA of the first months
 * @param next the CA of the other months
 * @param move when the settings name the other CA
 * @param wrongChallenge since when and until when the challenge password of the current CA is wrong
 * @param damages when a file is damaged
 * @param boots when the device boots
 * @param fullDisk when the disk is full
 */
record UnfriendlyYear(
        CaPlan old,
        CaPlan next,
        Instant move,
        Period wrongChallenge,
        List<Instant> damages,
        List<Instant> boots,
        List<Period> fullDisk) {
    static final Duration LENGTH = Duration.ofDays(365);
    private static final List<Mishap> MISHAPS = List.of(Mishap.values());
    private static final Instant START = AgentFixture.START;

    /** A period of time. */
    record Period(Instant from, Instant until) {
        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }
    }

    /** A period in which each exchange with the CA fails in the same way. */
    record Outage(Period period, Mishap mishap) {}

    /**
     * The year of a CA.
     *
     * @param announced since when the CA names its successor
     * @param rollOver when the successor takes over
     */
    record CaPlan(String name, Secret challenge, Instant announced, Instant rollOver, List<Outage> outages) {

        boolean announces(Instant now) {
            return !now.isBefore(announced) && now.isBefore(rollOver);
        }

        Optional<Mishap> outage(Instant now) {
            return outages.stream()
                    .filter(outage -> outage.period.contains(now))
                    .map(Outage::mishap)
                    .findFirst();
        }
    }

    static UnfriendlyYear of(RandomGenerator random) {
        Draw draw = new Draw(random);
        Instant move = draw.day(130, 220);
        Instant wrong = random.nextBoolean() ? START : move;
        return new UnfriendlyYear(
                draw.ca("old", draw.day(60, 110)),
                draw.ca("next", draw.day(280, 340)),
                move,
                new Period(wrong, wrong.plus(draw.hours(1, 100))),
                draw.times(20, 40),
                draw.times(7, 20),
                draw.periods(40, 80, 36));
    }

    /** Draws times from a source of randomness. */
    private record Draw(RandomGenerator random) {
        Instant day(int from, int to) {
            return START.plus(hours(from * 24, to * 24));
        }

        Duration hours(int from, int to) {
            return Duration.ofMinutes(random.nextInt(from * 60, to * 60));
        }

        /** Times with these days between them. */
        List<Instant> times(int atLeast, int atMost) {
            List<Instant> times = new ArrayList<>();
            Instant time = START;
            while (time.isBefore(START.plus(LENGTH))) {
                time = time.plus(hours(atLeast * 24, atMost * 24));
                times.add(time);
            }
            return times;
        }

        List<Period> periods(int atLeast, int atMost, int longestHours) {
            return times(atLeast, atMost).stream()
                    .map(from -> new Period(from, from.plus(hours(1, longestHours))))
                    .toList();
        }

        CaPlan ca(String name, Instant rollOver) {
            List<Outage> outages = periods(30, 70, 6 * 24).stream()
                    .map(period -> new Outage(period, MISHAPS.get(random.nextInt(MISHAPS.size()))))
                    .toList();
            return new CaPlan(
                    name,
                    Secret.of("challenge of " + name),
                    rollOver.minus(hours(45 * 24, 60 * 24)),
                    rollOver,
                    outages);
        }
    }
}
