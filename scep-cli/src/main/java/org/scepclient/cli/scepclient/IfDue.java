package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.scepclient.agent.schedule.RenewalTime;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.cli.Report;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.Snippet;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import org.scepclient.value.Printable;

/**
 * The value of {@code --if-due}: the remaining validity at which a certificate is renewed, a time or a share of its validity.
 *
 * @param number the number of units
 * @param unit {@code s}, {@code m}, {@code h}, {@code d} or {@code %}
 */
record IfDue(long number, String unit) {
    static final String OPTION = "--if-due";

    private static final Pattern FORM = Pattern.compile("([0-9]{0,9})(.*)", Pattern.DOTALL);
    private static final String REMEDY = "for example 30d before its end, or 33% of its validity";
    private static final int WHOLE = 100;

    static IfDue parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("a pattern that matches everything");
        }
        int digits = form.end(1);
        if (digits == 0) {
            throw invalid("a number", text, 0, text.length());
        }
        long number = Long.parseLong(form.group(1));
        String unit = form.group(2);
        if (!unit.matches("[smhd%]")) {
            throw invalid("a unit (s, m, h, d or %)", text, digits, text.length());
        }
        if (number == 0 || (unit.equals("%") && number >= WHOLE)) {
            throw invalid(unit.equals("%") ? "1% to 99%" : "1 or more", text, 0, digits);
        }
        return new IfDue(number, unit);
    }

    private static InvalidInputException invalid(String expected, String text, int start, int end) {
        return new InvalidInputException(
                OPTION,
                "expected " + expected + ", found '" + text + "'",
                REMEDY,
                new Snippet(text, start, end - start));
    }

    /**
     * What a certificate must correspond to.
     *
     * @param options the options that determine the request
     * @param ca fingerprint of its CA, if it is given
     */
    record Wanted(Map<String, String> options, Optional<Fingerprint> ca) {}

    /**
     * Decides by the certificate in a directory, and reports why.
     *
     * @param wanted what the options ask for
     * @throws ScepException also if the files may be another user's
     */
    EnrollmentPlan plan(EnrollmentDirectory directory, Wanted wanted, Instant now, Report report) throws ScepException {
        Optional<String> reason = reasonToEnroll(directory, wanted, now);
        if (reason.isPresent()) {
            report.facts().put("due", true).put("reason", reason.get());
            report.line("Enrolling: " + reason.get());
            return new EnrollmentPlan.Replacement();
        }
        X509Certificate certificate = directory.certificate();
        Instant due = time().due(certificate, Optional.empty());
        Optional<String> damage = directory.damageOfChain();
        if (damage.isEmpty() && now.isBefore(due)) {
            otherSubject(directory, wanted.options()).ifPresent(report::notice);
            return new EnrollmentPlan.NotDue(due, certificate.getNotAfter().toInstant());
        }
        report.facts().put("due", true).put("reason", damage.orElse("the renewal is due since " + due));
        report.line("Renewing: " + damage.orElse("due since " + due));
        return new EnrollmentPlan.Renewal();
    }

    /** Why no renewal can follow; empty if the certificate is usable and what the options ask for. */
    private static Optional<String> reasonToEnroll(EnrollmentDirectory directory, Wanted wanted, Instant now)
            throws ScepException {
        if (!directory.has(EnrollmentDirectory.CERTIFICATE) || !directory.has(EnrollmentDirectory.KEY)) {
            return Optional.of("there is no certificate with its key");
        }
        Optional<String> damage = directory.damageOfPair();
        if (damage.isPresent()) {
            return damage;
        }
        Instant end = directory.certificate().getNotAfter().toInstant();
        if (now.isAfter(end)) {
            return Optional.of("the certificate expired at " + end);
        }
        Optional<CaCertificates> known = directory.knownCa();
        if (wanted.ca().isPresent()
                && known.isPresent()
                && known.get().anchors().stream().noneMatch(wanted.ca().get()::matches)) {
            return Optional.of("the certificate was issued by another CA than that of " + CaConfirmation.FINGERPRINT);
        }
        return directory
                .requested()
                .map(RequestRecord::settings)
                .filter(before -> !before.equals(wanted.options()))
                .map(before -> "the certificate was requested with another " + difference(before, wanted.options()));
    }

    /** Where it is not known how the certificate was requested, the CA may have changed the subject itself. */
    private static Optional<String> otherSubject(EnrollmentDirectory directory, Map<String, String> options)
            throws ScepException {
        X500Principal subject = directory.certificate().getSubjectX500Principal();
        SubjectName wanted = SubjectName.parse(options.getOrDefault(RequestOptions.SUBJECT, ""));
        return directory.requested().isPresent() || wanted.principal().equals(subject)
                ? Optional.empty()
                : Optional.of(directory.file(EnrollmentDirectory.CERTIFICATE) + " has the subject '"
                        + Printable.name(SubjectName.of(subject).toString())
                        + "'; if that is not the CA's change of the requested one, enroll anew with --force");
    }

    private static String difference(Map<String, String> one, Map<String, String> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .filter(option -> !String.valueOf(one.get(option)).equals(String.valueOf(other.get(option))))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private RenewalTime time() {
        return switch (unit) {
            case "%" -> new RenewalTime.Share((int) number);
            case "m" -> new RenewalTime.BeforeEnd(Duration.ofMinutes(number));
            case "h" -> new RenewalTime.BeforeEnd(Duration.ofHours(number));
            case "d" -> new RenewalTime.BeforeEnd(Duration.ofDays(number));
            default -> new RenewalTime.BeforeEnd(Duration.ofSeconds(number));
        };
    }
}
