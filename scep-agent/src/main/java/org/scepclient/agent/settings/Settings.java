package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificateTemplate;
import org.scepclient.pkcs10.ExtendedKeyUsage;
import org.scepclient.pkcs10.KeyUsage;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;

/** Settings that have been checked, each by itself and against the others. */
public final class Settings {
    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = values;
    }

    /**
     * Checks everything.
     *
     * @param given values; those that are absent have their defaults
     * @throws SettingsException with all that is wrong
     */
    public static Settings of(Map<Setting, String> given) throws SettingsException {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<SettingsProblem> problems = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String value = given.getOrDefault(setting, setting.defaultValue());
            values.put(setting, value);
            check(setting, value).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            problems.addAll(new Settings(values).contradictions());
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Settings(values);
    }

    /** What is wrong with a value by itself. */
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
                setting, value, message.startsWith(setting.key()) ? message : setting.key() + ": " + message);
    }

    private List<SettingsProblem> contradictions() {
        List<SettingsProblem> found = new ArrayList<>();
        if (maxAwaitResult().compareTo(awaitResult()) < 0) {
            found.add(contradiction(
                    Setting.MAX_AWAIT_RESULT,
                    "it is shorter than " + Setting.AWAIT_RESULT.key() + " ("
                            + awaitResult().toSeconds() + " sec)",
                    "make it longer"));
        }
        if (keySize() == 1024 && !legacyCiphers()) {
            found.add(contradiction(
                    Setting.KEY_SIZE, "1024 bits are for old servers only", "take 2048 or enable legacy ciphers"));
        }
        if (enabled() && url().isEmpty()) {
            found.add(contradiction(Setting.URL, "automation is enabled, but there is no server", "give its URL"));
        }
        try {
            requestTemplate("0");
        } catch (InvalidInputException e) {
            found.add(problem(Setting.ALT_NAME, text(Setting.ALT_NAME), e));
        }
        return found;
    }

    private SettingsProblem contradiction(Setting setting, String problem, String remedy) {
        return problem(setting, text(setting), new InvalidInputException(setting.key(), problem, remedy));
    }

    /** The value as it stands in the file. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.defaultValue());
    }

    private Optional<String> given(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isEmpty());
    }

    private boolean on(Setting setting) {
        return text(setting).equals("1");
    }

    private int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public boolean enabled() {
        return on(Setting.ENABLED);
    }

    public Optional<HttpUrl> url() {
        return given(Setting.URL).map(HttpUrl::parse).map(HttpUrl::withoutOperation);
    }

    public Optional<String> caIdentifier() {
        return given(Setting.CA_IDENT);
    }

    public Optional<Fingerprint> caFingerprint() {
        return given(Setting.CA_FINGERPRINT).map(text -> Fingerprint.parse(Setting.CA_FINGERPRINT.key(), text));
    }

    /** Of the only registration authorities that count; empty: no restriction. */
    public List<Fingerprint> raFingerprints() {
        return given(Setting.RA_FINGERPRINT)
                .map(text -> Fingerprint.parseAll(Setting.RA_FINGERPRINT.key(), text))
                .orElse(List.of());
    }

    public Optional<Path> challengeFile() {
        return given(Setting.CHALLENGE_FILE).map(Path::of);
    }

    /** CA certificates for https. */
    public Optional<Path> caFile() {
        return given(Setting.CA_FILE).map(Path::of);
    }

    public Optional<HttpProxy> proxy() {
        return given(Setting.PROXY).map(HttpProxy::parse);
    }

    public Duration renewTime() {
        return Duration.ofDays(number(Setting.RENEW_DAYS));
    }

    public Duration awaitResult() {
        return Duration.ofSeconds(number(Setting.AWAIT_RESULT));
    }

    public Duration maxAwaitResult() {
        return Duration.ofMinutes(number(Setting.MAX_AWAIT_RESULT));
    }

    public boolean legacyCiphers() {
        return on(Setting.LEGACY_CIPHERS);
    }

    /** Bits of an RSA key. */
    public int keySize() {
        return number(Setting.KEY_SIZE);
    }

    /**
     * What is asked for, without the challenge password.
     *
     * @param serialNumber in place of the word SN
     */
    public RequestTemplate requestTemplate(String serialNumber) {
        Optional<String> serial = Optional.of(serialNumber);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse(text(Setting.SUBJECT), serial));
        if (given(Setting.ALT_NAME).isPresent()) {
            template = template.withAlternativeName(AlternativeName.parse(text(Setting.ALT_NAME), serial));
        }
        template = template.withKeyUsages(keyUses()).withExtendedKeyUsages(extendedKeyUses());
        return given(Setting.TEMPLATE).isPresent()
                ? template.withTemplate(CertificateTemplate.parse(text(Setting.TEMPLATE)))
                : template;
    }

    private List<KeyUsage> keyUses() {
        List<KeyUsage> uses = new ArrayList<>();
        if (on(Setting.USE_DIGITAL_SIGNATURE)) {
            uses.add(KeyUsage.DIGITAL_SIGNATURE);
        }
        if (on(Setting.USE_KEY_ENCIPHERMENT)) {
            uses.add(KeyUsage.KEY_ENCIPHERMENT);
        }
        return uses;
    }

    private List<ExtendedKeyUsage> extendedKeyUses() {
        List<ExtendedKeyUsage> uses = new ArrayList<>();
        if (on(Setting.USE_SERVER_AUTH)) {
            uses.add(ExtendedKeyUsage.SERVER_AUTH);
        }
        if (on(Setting.USE_CLIENT_AUTH)) {
            uses.add(ExtendedKeyUsage.CLIENT_AUTH);
        }
        return uses;
    }

    /** The text of a script; empty if there is none. */
    public String script(Setting setting) {
        return new String(Base64.getDecoder().decode(text(setting)), UTF_8);
    }

    public String successScript() {
        return script(Setting.SUCCESS_SCRIPT_B64);
    }

    public String failureScript() {
        return script(Setting.FAILURE_SCRIPT_B64);
    }

    public Duration scriptLimit() {
        return Duration.ofSeconds(number(Setting.SCRIPT_LIMIT));
    }

    /** The serial number that is set by hand. */
    public Optional<String> serial() {
        return given(Setting.SERIAL);
    }

    public int keepPairs() {
        return number(Setting.KEEP_PAIRS);
    }

    public Duration checkInterval() {
        return Duration.ofHours(number(Setting.CHECK_INTERVAL));
    }
}
