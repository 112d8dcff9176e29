package org.scepclient.agent.automation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepclient.agent.device.SerialNumber;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.value.Secret;

/**
 * Requests according to the settings.
 *
 * @param template subject, names, uses, without the challenge password
 * @param challenge the challenge password
 */
record RequestFactory(RequestTemplate template, Optional<Secret> challenge) {
    /** The settings that determine the content of a request. */
    private static final List<Setting> CONTENT = List.of(
            Setting.KEY_SIZE,
            Setting.SUBJECT,
            Setting.ALT_NAME,
            Setting.TEMPLATE,
            Setting.SID,
            Setting.SERIAL,
            Setting.USE_DIGITAL_SIGNATURE,
            Setting.USE_KEY_ENCIPHERMENT,
            Setting.USE_SERVER_AUTH,
            Setting.USE_CLIENT_AUTH);

    /** The settings by which device and CA recognize each other, besides the challenge password. */
    private static final List<Setting> AUTHENTICATION = List.of(Setting.CA_FINGERPRINT, Setting.RA_FINGERPRINT);

    static RequestFactory of(Settings settings, AgentContext context) throws StorageException {
        Optional<Secret> challenge = settings.challengeFile().isPresent()
                ? Optional.of(new SecretFile(settings.challengeFile().get()).read())
                : Optional.empty();
        return new RequestFactory(settings.requestTemplate(serialNumber(settings, context)), challenge);
    }

    private static String serialNumber(Settings settings, AgentContext context) throws StorageException {
        if (!settings.usesSerialNumber()) {
            return "";
        }
        return context.serialNumbers()
                .find(settings.serial())
                .map(SerialNumber::value)
                .orElseThrow(() -> new InvalidInputException(
                        Setting.SERIAL.key(), "this device does not report a serial number", "set one"));
    }

    /** A first request has the challenge password from the beginning. */
    RequestTemplate initial() {
        return challenge.map(template::withChallengePassword).orElse(template);
    }

    /** RFC 8894 §2.3: a renewal has the subject of the certificate that it renews, whatever the CA made of it. */
    RequestTemplate renewal(Credential old) {
        SubjectName subject = SubjectName.of(old.certificate().getSubjectX500Principal());
        return new RequestTemplate(subject, template.extensions(), challenge);
    }

    /** The settings that determine the content of a request, by key; without the serial number where no name has it. */
    static Map<String, String> content(Settings settings) {
        boolean serial = settings.usesSerialNumber();
        return CONTENT.stream()
                .filter(setting -> serial || setting != Setting.SERIAL)
                .collect(Collectors.toMap(Setting::key, settings::text));
    }

    /** The source of a request; a change of it makes a pending request obsolete. */
    PendingEnrollment.Origin origin(Settings settings) {
        return new PendingEnrollment.Origin(
                DeviceCa.serverOf(settings), digest(settings, CONTENT, ""), authentication(settings));
    }

    /** Whether a request is of these settings, as far as they are usable; its challenge password and fingerprints are not compared. */
    static boolean isOf(Settings settings, PendingEnrollment.Origin origin) {
        return origin.server().equals(DeviceCa.serverOf(settings))
                && (!settings.problems().isEmpty() || origin.settings().equals(digest(settings, CONTENT, "")));
    }

    private String authentication(Settings settings) {
        return digest(settings, AUTHENTICATION, challenge.map(Secret::reveal).orElse(""));
    }

    private static String digest(Settings settings, List<Setting> determining, String secret) {
        StringBuilder text = new StringBuilder();
        for (Setting setting : determining) {
            // A setting that earlier versions lack counts only with a value, so that a request outlives an upgrade.
            if (setting == Setting.SID && settings.text(setting).isEmpty()) {
                continue;
            }
            text.append(setting.key())
                    .append('=')
                    .append(settings.text(setting))
                    .append('\n');
        }
        byte[] digest =
                DigestAlgorithm.SHA256.digest(text.append(secret).toString().getBytes(UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
