package org.scepclient.agent.schedule;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;

/** The remaining validity at which a certificate is renewed. */
public sealed interface RenewalTime {
    /** The end of the certificate, minus a time. */
    record BeforeEnd(Duration remaining) implements RenewalTime {
        @Override
        public Duration remaining(Duration validity) {
            return remaining;
        }
    }

    /** A share of the whole validity. */
    record Share(int percent) implements RenewalTime {
        @Override
        public Duration remaining(Duration validity) {
            return validity.multipliedBy(percent).dividedBy(WHOLE);
        }
    }

    int WHOLE = 100;
    int MAX_DAYS = 3650;
    int FRACTION = 3;
    Pattern FORM = Pattern.compile("([0-9]{1,4})(%?)");

    /** The remaining validity at which a certificate of this validity is renewed. */
    Duration remaining(Duration validity);

    /** Parses a number of days, or per cent with {@code %}. */
    static RenewalTime parse(String place, String text) {
        Matcher form = FORM.matcher(text);
        int number = form.matches() ? Integer.parseInt(form.group(1)) : 0;
        boolean share = number > 0 && !form.group(2).isEmpty();
        if (number == 0 || number > (share ? WHOLE - 1 : MAX_DAYS)) {
            throw new InvalidInputException(
                    place,
                    "invalid value '" + text + "'",
                    "expected 1 to " + MAX_DAYS + " days, or 1% to " + (WHOLE - 1) + "% of the validity");
        }
        return share ? new Share(number) : new BeforeEnd(Duration.ofDays(number));
    }

    /**
     * Returns the time at which the renewal of a certificate is due. For one whose validity was shorter than the remaining one when
     * it was obtained, the renewal is due in the last third of that validity; otherwise each check would renew it again.
     * This happens if the CA issues short-lived certificates, or keeps the end at a renewal.
     */
    default Instant due(X509Certificate certificate, Optional<Instant> obtained) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        Instant from = obtained.filter(time -> time.isAfter(begin) && time.isBefore(end))
                .orElse(begin);
        Duration initial = Duration.between(from, end);
        Duration remaining = remaining(Duration.between(begin, end));
        return end.minus(initial.compareTo(remaining) > 0 ? remaining : initial.dividedBy(FRACTION));
    }
}
