package org.scepclient.settings;

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
import org.scepclient.pkcs10.ExtendedKeyUse;
import org.scepclient.pkcs10.KeyUse;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.transport.HttpProxy;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.Fingerprint;

/** Settings that have been checked, each by itself and against the others. */
public final class Settings {
    private final Map<Item, String> values;

    private Settings(Map<Item, String> values) {
        this.values = values;
    }

    /**
     * Checks everything.
     *
     * @param given values; those that are absent have their defaults
     * @throws SettingsException with all that is wrong
     */
    public static Settings of(Map<Item, String> given) throws SettingsException {
        Map<Item, String> values = new EnumMap<>(Item.class);
        List<SettingsProblem> problems = new ArrayList<>();
        for (Item item : Item.values()) {
            String value = given.getOrDefault(item, item.defaultValue());
            values.put(item, value);
            check(item, value).ifPresent(problems::add);
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
    public static Optional<SettingsProblem> check(Item item, String value) {
        try {
            item.check(value);
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(problem(item, value, e));
        }
    }

    private static SettingsProblem problem(Item item, String value, InvalidInputException e) {
        String message = String.valueOf(e.getMessage());
        return new SettingsProblem(item, value, message.startsWith(item.key()) ? message : item.key() + ": " + message);
    }

    private List<SettingsProblem> contradictions() {
        List<SettingsProblem> found = new ArrayList<>();
        if (maxAwaitResult().compareTo(awaitResult()) < 0) {
            found.add(contradiction(
                    Item.MAX_AWAIT_RESULT,
                    "it is shorter than " + Item.AWAIT_RESULT.key() + " ("
                            + awaitResult().toSeconds() + " sec)",
                    "make it longer"));
        }
        if (keySize() == 1024 && !legacyCiphers()) {
            found.add(contradiction(
                    Item.KEY_SIZE, "1024 bits are for old servers only", "take 2048 or enable legacy ciphers"));
        }
        if (enabled() && url().isEmpty()) {
            found.add(contradiction(Item.URL, "automation is enabled, but there is no server", "give its URL"));
        }
        try {
            requestTemplate("0");
        } catch (InvalidInputException e) {
            found.add(problem(Item.ALT_NAME, text(Item.ALT_NAME), e));
        }
        return found;
    }

    private SettingsProblem contradiction(Item item, String problem, String remedy) {
        return problem(item, text(item), new InvalidInputException(item.key(), problem, remedy));
    }

    /** The value as it stands in the file. */
    public String text(Item item) {
        return values.getOrDefault(item, item.defaultValue());
    }

    private Optional<String> given(Item item) {
        return Optional.of(text(item)).filter(value -> !value.isEmpty());
    }

    private boolean on(Item item) {
        return text(item).equals("1");
    }

    private int number(Item item) {
        return Integer.parseInt(text(item));
    }

    public boolean enabled() {
        return on(Item.ENABLED);
    }

    public Optional<HttpUrl> url() {
        return given(Item.URL).map(HttpUrl::parse).map(HttpUrl::withoutOperation);
    }

    public Optional<String> caIdentifier() {
        return given(Item.CA_IDENT);
    }

    public Optional<Fingerprint> caFingerprint() {
        return given(Item.CA_FINGERPRINT).map(text -> Fingerprint.parse(Item.CA_FINGERPRINT.key(), text));
    }

    /** Of the only registration authorities that count; empty: no restriction. */
    public List<Fingerprint> raFingerprints() {
        return given(Item.RA_FINGERPRINT)
                .map(text -> Fingerprint.parseAll(Item.RA_FINGERPRINT.key(), text))
                .orElse(List.of());
    }

    public Optional<Path> challengeFile() {
        return given(Item.CHALLENGE_FILE).map(Path::of);
    }

    /** CA certificates for https. */
    public Optional<Path> caFile() {
        return given(Item.CA_FILE).map(Path::of);
    }

    public Optional<HttpProxy> proxy() {
        return given(Item.PROXY).map(HttpProxy::parse);
    }

    public Duration renewTime() {
        return Duration.ofDays(number(Item.RENEW_DAYS));
    }

    public Duration awaitResult() {
        return Duration.ofSeconds(number(Item.AWAIT_RESULT));
    }

    public Duration maxAwaitResult() {
        return Duration.ofMinutes(number(Item.MAX_AWAIT_RESULT));
    }

    public boolean legacyCiphers() {
        return on(Item.LEGACY_CIPHERS);
    }

    /** Bits of an RSA key. */
    public int keySize() {
        return number(Item.KEY_SIZE);
    }

    /**
     * What is asked for, without the challenge password.
     *
     * @param serialNumber in place of the word SN
     */
    public RequestTemplate requestTemplate(String serialNumber) {
        Optional<String> serial = Optional.of(serialNumber);
        RequestTemplate template = RequestTemplate.of(SubjectName.parse(text(Item.SUBJECT), serial));
        if (given(Item.ALT_NAME).isPresent()) {
            template = template.withAlternativeName(AlternativeName.parse(text(Item.ALT_NAME), serial));
        }
        template = template.withKeyUses(keyUses()).withExtendedKeyUses(extendedKeyUses());
        return given(Item.TEMPLATE).isPresent()
                ? template.withTemplate(CertificateTemplate.parse(text(Item.TEMPLATE)))
                : template;
    }

    private List<KeyUse> keyUses() {
        List<KeyUse> uses = new ArrayList<>();
        if (on(Item.USE_DIGITAL_SIGNATURE)) {
            uses.add(KeyUse.DIGITAL_SIGNATURE);
        }
        if (on(Item.USE_KEY_ENCIPHERMENT)) {
            uses.add(KeyUse.KEY_ENCIPHERMENT);
        }
        return uses;
    }

    private List<ExtendedKeyUse> extendedKeyUses() {
        List<ExtendedKeyUse> uses = new ArrayList<>();
        if (on(Item.USE_SERVER_AUTH)) {
            uses.add(ExtendedKeyUse.SERVER_AUTH);
        }
        if (on(Item.USE_CLIENT_AUTH)) {
            uses.add(ExtendedKeyUse.CLIENT_AUTH);
        }
        return uses;
    }

    /** The text of a script; empty if there is none. */
    public String script(Item item) {
        return new String(Base64.getDecoder().decode(text(item)), UTF_8);
    }

    public String successScript() {
        return script(Item.SUCCESS_SCRIPT_B64);
    }

    public String failureScript() {
        return script(Item.FAILURE_SCRIPT_B64);
    }

    public Duration scriptLimit() {
        return Duration.ofSeconds(number(Item.SCRIPT_LIMIT));
    }

    /** The serial number that is set by hand. */
    public Optional<String> serial() {
        return given(Item.SERIAL);
    }

    public int keepPairs() {
        return number(Item.KEEP_PAIRS);
    }

    public Duration checkInterval() {
        return Duration.ofHours(number(Item.CHECK_INTERVAL));
    }
}
