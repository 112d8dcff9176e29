package org.scepclient.automation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Optional;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.device.SerialNumber;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.settings.Item;
import org.scepclient.settings.SecretFile;
import org.scepclient.settings.Settings;
import org.scepclient.store.Credential;
import org.scepclient.value.Secret;

/**
 * What the settings ask for.
 *
 * @param template subject, names, uses, without the challenge password
 * @param challenge the challenge password
 */
record NewRequest(RequestTemplate template, Optional<Secret> challenge) {

    static NewRequest of(Settings settings, Equipment equipment) throws StorageException {
        Optional<Secret> challenge = settings.challengeFile().isPresent()
                ? Optional.of(new SecretFile(settings.challengeFile().get()).read())
                : Optional.empty();
        return new NewRequest(settings.requestTemplate(serialNumber(settings, equipment)), challenge);
    }

    private static String serialNumber(Settings settings, Equipment equipment) {
        return equipment
                .serialNumbers()
                .find(settings.serial())
                .map(SerialNumber::value)
                .orElseThrow(() ->
                        new InvalidInputException(Item.SERIAL.key(), "this device tells no serial number", "set one"));
    }

    /** A first request has the challenge password from the beginning. */
    RequestTemplate initial() {
        return challenge.map(template::withChallengePassword).orElse(template);
    }

    /** RFC 8894 §2.3: a renewal is for the subject of the certificate that it renews, whatever the CA made of it. */
    RequestTemplate renewal(Credential old) {
        SubjectName subject = SubjectName.of(old.certificate().getSubjectX500Principal());
        return new RequestTemplate(subject, template.extensions(), Optional.empty());
    }

    /** A renewal for a server that refuses one without the challenge password. */
    Optional<RequestTemplate> renewalWithChallenge(Credential old) {
        return challenge.map(password -> renewal(old).withChallengePassword(password));
    }

    /** Stands for the settings from which a request is made; a change of them makes a waiting request obsolete. */
    static String digest(Settings settings) {
        StringBuilder text = new StringBuilder();
        for (Item item : new Item[] {
            Item.KEY_SIZE,
            Item.SUBJECT,
            Item.ALT_NAME,
            Item.TEMPLATE,
            Item.SERIAL,
            Item.USE_DIGITAL_SIGNATURE,
            Item.USE_KEY_ENCIPHERMENT,
            Item.USE_SERVER_AUTH,
            Item.USE_CLIENT_AUTH
        }) {
            text.append(item.key()).append('=').append(settings.text(item)).append('\n');
        }
        byte[] digest = DigestAlgorithm.SHA256.digest(text.toString().getBytes(UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
