package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepclient.agent.schedule.DeploymentWindow;
import org.scepclient.agent.schedule.RenewalTime;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.ExtendedKeyUsage;
import org.scepclient.pkcs10.KeyUsage;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SecurityIdentifier;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;

/** The settings. Each value is valid by itself and in combination with the others. */
public final class Settings {
    private final Map<Setting, String> values;
    private final List<SettingsProblem> problems;

    private Settings(Map<Setting, String> values, List<SettingsProblem> problems) {
        this.values = values;
        this.problems = List.copyOf(problems);
    }

    /**
     * Checks the values.
     *
     * @param given values; missing ones have their defaults
     * @throws SettingsException with all problems
     */
    public static Settings of(Map<Setting, String> given) throws SettingsException {
        Settings usable = usable(given);
        if (!usable.problems.isEmpty()) {
            throw new SettingsException(usable.problems);
        }
        return usable;
    }

    /**
     * Takes what is usable of the values: each of the others is replaced by its default and listed in {@link #problems()}.
     *
     * @param given values; missing ones have their defaults
     */
    public static Settings usable(Map<Setting, String> given) {
        List<SettingsProblem> problems = problems(given, EnumSet.noneOf(Setting.class));
        Map<Setting, String> values = withDefaults(given);
        problems.forEach(
                problem -> values.put(problem.setting(), problem.setting().defaultValue()));
        return new Settings(values, problems);
    }

    /** The problems of stored values with changes, each value by itself and in combination. */
    public static List<SettingsProblem> problemsAfter(Map<Setting, String> changes, Map<Setting, String> stored) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(stored);
        all.putAll(changes);
        return usable(all).problems();
    }

    /** The problems of values that were replaced by their defaults. */
    public List<SettingsProblem> problems() {
        return problems;
    }

    /** The problems in one line. */
    public String problem() {
        return problems.stream().map(SettingsProblem::message).collect(Collectors.joining("; "));
    }

    /**
     * All problems of these values.
     *
     * @param unreadable settings whose value is not known, so that nothing contradicts it
     */
    static List<SettingsProblem> problems(Map<Setting, String> given, Set<Setting> unreadable) {
        List<SettingsProblem> problems = new ArrayList<>();
        Map<Setting, String> values = withDefaults(given);
        Set<Setting> doubtful = EnumSet.noneOf(Setting.class);
        doubtful.addAll(unreadable);
        values.forEach((setting, value) -> check(setting, value).ifPresent(problem -> {
            problems.add(problem);
            doubtful.add(setting);
        }));
        doubtful.forEach(setting -> values.put(setting, setting.defaultValue()));
        problems.addAll(new Settings(values, List.of()).conflicts(doubtful));
        return problems;
    }

    private static Map<Setting, String> withDefaults(Map<Setting, String> given) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.in(given));
        }
        return values;
    }

    /** Returns the problem of a value by itself. */
    public static Optional<SettingsProblem> check(Setting setting, String value) {
        try {
            setting.check(value);
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(problem(setting, value, e));
        }
    }

    private static SettingsProblem problem(Setting setting, String value, InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        return new SettingsProblem(
                setting,
                value,
                message.startsWith(setting.key()) ? message : setting.key() + ": " + message,
                e.snippet());
    }

    /** Contradictions between the settings that are not in doubt. */
    private List<SettingsProblem> conflicts(Set<Setting> doubtful) {
        List<SettingsProblem> conflicts = new ArrayList<>();
        if (areSure(doubtful, Setting.AWAIT_RESULT, Setting.MAX_AWAIT_RESULT)
                && maxAwaitResult().compareTo(awaitResult()) < 0) {
            conflicts.add(conflict(
                    Setting.MAX_AWAIT_RESULT,
                    "shorter than " + Setting.AWAIT_RESULT.key() + " ("
                            + awaitResult().toSeconds() + " sec)",
                    "set a longer time"));
        }
        if (areSure(doubtful, Setting.KEY_SIZE, Setting.LEGACY_CIPHERS) && keySize() == 1024 && !legacyCiphers()) {
            conflicts.add(conflict(
                    Setting.KEY_SIZE,
                    "1024 bits require legacy ciphers",
                    "use 2048, or set " + Setting.LEGACY_CIPHERS.key() + "=1"));
        }
        if (areSure(doubtful, Setting.ENABLED, Setting.URL) && enabled() && url().isEmpty()) {
            conflicts.add(conflict(Setting.URL, "automation is enabled without a server", "set the server's URL"));
        }
        if (areSure(doubtful, Setting.SUBJECT, Setting.ALT_NAME, Setting.TEMPLATE)) {
            requestConflict().ifPresent(conflicts::add);
        }
        return conflicts;
    }

    private static boolean areSure(Set<Setting> doubtful, Setting... settings) {
        return Arrays.stream(settings).noneMatch(doubtful::contains);
    }

    private Optional<SettingsProblem> requestConflict() {
        if (text(Setting.SUBJECT).equals("/") && text(Setting.ALT_NAME).isEmpty()) {
            return Optional.of(conflict(
                    Setting.SUBJECT,
                    "a request without a subject needs an alternative name",
                    "set a subject, or " + Setting.ALT_NAME.key()));
        }
        try {
            requestTemplate("0");
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(problem(Setting.ALT_NAME, text(Setting.ALT_NAME), e));
        }
    }

    private SettingsProblem conflict(Setting setting, String problem, String remedy) {
        return problem(setting, text(setting), new InvalidInputException(setting.key(), problem, remedy));
    }

    /** The value as in the settings file. */
    public String text(Setting setting) {
        return setting.in(values);
    }

    private Optional<String> nonEmpty(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isEmpty());
    }

    private boolean isOn(Setting setting) {
        return text(setting).equals("1");
    }

    /** Whether the value was unusable, and is the default. */
    public boolean isReplaced(Setting setting) {
        return problems.stream().anyMatch(problem -> problem.setting() == setting);
    }

    /**
     * Whether a renewal is possible: the server, the way to it and the content of the request are as set. Any other unusable
     * value has a default that does no harm.
     */
    public boolean allowRenewal() {
        return problems.stream().map(SettingsProblem::setting).allMatch(setting -> switch (setting) {
            case ENABLED, URL, CA_IDENT, RA_FINGERPRINT, CA_FILE, PROXY -> false;
            case ALT_NAME, TEMPLATE, USE_DIGITAL_SIGNATURE, USE_KEY_ENCIPHERMENT, USE_SERVER_AUTH, USE_CLIENT_AUTH ->
                false;
            default -> true;
        });
    }

    private int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** Also true if the value is unusable: that must not pass for a decision to switch off. */
    public boolean enabled() {
        return isOn(Setting.ENABLED) || isReplaced(Setting.ENABLED);
    }

    public Optional<HttpUrl> url() {
        return nonEmpty(Setting.URL).map(HttpUrl::parse).map(HttpUrl::withoutOperation);
    }

    public Optional<String> caIdentifier() {
        return nonEmpty(Setting.CA_IDENT);
    }

    public Optional<Fingerprint> caFingerprint() {
        return nonEmpty(Setting.CA_FINGERPRINT).map(text -> Fingerprint.parse(Setting.CA_FINGERPRINT.key(), text));
    }

    /** Fingerprints of the accepted registration authorities; empty if all are accepted. */
    public List<Fingerprint> raFingerprints() {
        return nonEmpty(Setting.RA_FINGERPRINT)
                .map(text -> Fingerprint.parseAll(Setting.RA_FINGERPRINT.key(), text))
                .orElse(List.of());
    }

    public Optional<Path> challengeFile() {
        return nonEmpty(Setting.CHALLENGE_FILE).map(Path::of);
    }

    /** File with the CA certificates for HTTPS. */
    public Optional<Path> caFile() {
        return nonEmpty(Setting.CA_FILE).map(Path::of);
    }

    /** File with CA certificates that the server does not send. */
    public Optional<Path> chainFile() {
        return nonEmpty(Setting.CHAIN_FILE).map(Path::of);
    }

    /** When a change of the request leads to a new enrollment. */
    public enum OnChange {
        NOW,
        RENEWAL,
        NEVER
    }

    public OnChange onChange() {
        return OnChange.valueOf(text(Setting.ON_CHANGE).toUpperCase(Locale.ROOT));
    }

    public Optional<HttpProxy> proxy() {
        return nonEmpty(Setting.PROXY).map(HttpProxy::parse);
    }

    public RenewalTime renewalTime() {
        return RenewalTime.parse(Setting.RENEW_DAYS.key(), text(Setting.RENEW_DAYS));
    }

    public Duration awaitResult() {
        return Duration.ofSeconds(number(Setting.AWAIT_RESULT));
    }

    public Duration maxAwaitResult() {
        return Duration.ofMinutes(number(Setting.MAX_AWAIT_RESULT));
    }

    public boolean legacyCiphers() {
        return isOn(Setting.LEGACY_CIPHERS);
    }

    /** Size of the RSA key in bits. */
    public int keySize() {
        return number(Setting.KEY_SIZE);
    }

    /** Whether the subject or the alternative name depends on the device's serial number. */
    public boolean usesSerialNumber() {
        return !names("0").equals(names("1"));
    }

    private List<String> names(String serialNumber) {
        Optional<String> serial = Optional.of(serialNumber);
        return List.of(
                SubjectName.parse(text(Setting.SUBJECT), serial).toString(),
                nonEmpty(Setting.ALT_NAME)
                        .map(text -> AlternativeName.parse(text, serial).toString())
                        .orElse(""));
    }

    /**
     * The content of the request, without the challenge password.
     *
     * @param serialNumber replacement for SN
     */
    public RequestTemplate requestTemplate(String serialNumber) {
        Optional<String> serial = Optional.of(serialNumber);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse(text(Setting.SUBJECT), serial));
        if (nonEmpty(Setting.ALT_NAME).isPresent()) {
            template = template.withAlternativeName(AlternativeName.parse(text(Setting.ALT_NAME), serial));
        }
        template = template.withKeyUsages(keyUsages()).withExtendedKeyUsages(extendedKeyUsages());
        if (nonEmpty(Setting.SID).isPresent()) {
            template = template.withSecurityIdentifier(SecurityIdentifier.parse(Setting.SID.key(), text(Setting.SID)));
        }
        return nonEmpty(Setting.TEMPLATE).isPresent()
                ? template.withTemplate(CertificateTemplate.parse(text(Setting.TEMPLATE)))
                : template;
    }

    private List<KeyUsage> keyUsages() {
        List<KeyUsage> usages = new ArrayList<>();
        if (isOn(Setting.USE_DIGITAL_SIGNATURE)) {
            usages.add(KeyUsage.DIGITAL_SIGNATURE);
        }
        if (isOn(Setting.USE_KEY_ENCIPHERMENT)) {
            usages.add(KeyUsage.KEY_ENCIPHERMENT);
        }
        return usages;
    }

    private List<ExtendedKeyUsage> extendedKeyUsages() {
        List<ExtendedKeyUsage> usages = new ArrayList<>();
        if (isOn(Setting.USE_SERVER_AUTH)) {
            usages.add(ExtendedKeyUsage.SERVER_AUTH);
        }
        if (isOn(Setting.USE_CLIENT_AUTH)) {
            usages.add(ExtendedKeyUsage.CLIENT_AUTH);
        }
        return usages;
    }

    /** The text of a script; empty if none is set. */
    public String script(Setting setting) {
        return new String(Base64.getDecoder().decode(text(setting)), UTF_8);
    }

    public String successScript() {
        return script(Setting.SUCCESS_SCRIPT_B64);
    }

    public String verifyScript() {
        return script(Setting.VERIFY_SCRIPT_B64);
    }

    /** The times at which a new certificate may replace a valid one; empty for any time. */
    public Optional<DeploymentWindow> deploymentWindow() {
        return nonEmpty(Setting.DEPLOY_WINDOW).map(text -> DeploymentWindow.parse(Setting.DEPLOY_WINDOW.key(), text));
    }

    /** Whether the scripts and the deployment window are as set. */
    public boolean allowDeployment() {
        return Stream.of(Setting.SUCCESS_SCRIPT_B64, Setting.VERIFY_SCRIPT_B64, Setting.DEPLOY_WINDOW)
                .noneMatch(this::isReplaced);
    }

    public String failureScript() {
        return script(Setting.FAILURE_SCRIPT_B64);
    }

    public Duration scriptLimit() {
        return Duration.ofSeconds(number(Setting.SCRIPT_LIMIT));
    }

    /** The HTTP status of the health endpoint while a valid certificate needs attention. */
    public int healthWhileOverdue() {
        return number(Setting.WEB_OVERDUE);
    }

    /** The configured serial number. */
    public Optional<String> serial() {
        return nonEmpty(Setting.SERIAL);
    }

    public int keptCredentials() {
        return number(Setting.KEEP_PAIRS);
    }

    public Duration checkInterval() {
        return Duration.ofHours(number(Setting.CHECK_INTERVAL));
    }
}
