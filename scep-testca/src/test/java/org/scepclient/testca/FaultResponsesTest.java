package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JcePasswordEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ScepException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.Layer;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Every fault with every kind of key and with and without a challenge password: the CA responds. */
class FaultResponsesTest {
    private static final String CHALLENGE = "x";

    /** These faults are not to respond completely; {@link FaultyHttpTest} has their tests. */
    private static final Set<Fault> BROKEN_OFF = EnumSet.of(Fault.CAPS_CLOSED, Fault.CAPS_HANG, Fault.CA_HANG);

    /** The faults that reply to an EC device without a challenge password, as they do not encrypt with that password. */
    private static final Set<Fault> WITHOUT_PASSWORD = EnumSet.of(
            Fault.KEY_AGREEMENT,
            Fault.ENCRYPTED_FOR_STRANGER,
            Fault.ENCRYPTED_FOR_THE_CA,
            Fault.ENVELOPE_MISSING,
            Fault.ENVELOPE_GARBAGE,
            Fault.NOT_ENCRYPTED);

    /** The kinds of keys of the CA and of a device, and the challenge password. */
    enum Setting {
        RSA_DEVICE(KeyKind.RSA, KeyKind.RSA, Optional.empty()),
        RSA_DEVICE_WITH_CHALLENGE(KeyKind.RSA, KeyKind.RSA, Optional.of(CHALLENGE)),
        EC_DEVICE(KeyKind.RSA, KeyKind.EC, Optional.empty()),
        EC_DEVICE_WITH_CHALLENGE(KeyKind.RSA, KeyKind.EC, Optional.of(CHALLENGE)),
        EC_DEVICE_OF_EC_CA(KeyKind.EC, KeyKind.EC, Optional.of(CHALLENGE));

        private final KeyKind ca;
        private final KeyKind device;
        private final Optional<String> challenge;

        Setting(KeyKind ca, KeyKind device, Optional<String> challenge) {
            this.ca = ca;
            this.device = device;
            this.challenge = challenge;
        }

        TestCa start() throws IOException {
            TestCaConfigBuilder config = TestCaConfig.builder().keys(Keys.CA).keyKind(ca);
            return TestCa.start(challenge
                    .map(word -> config.challenge(Secret.of(word)))
                    .orElse(config)
                    .build());
        }

        Device device(TestCa started) throws ScepException {
            KeyPair keys = device == KeyKind.RSA ? Keys.device(1) : Keys.ecDevice();
            Device made = new Device(started, keys);
            return challenge.map(made::withEnvelopePassword).orElse(made);
        }
    }

    private static final Map<Setting, TestCa> CAS = new EnumMap<>(Setting.class);

    @BeforeAll
    static void start() throws Exception {
        Keys.prepareStranger();
        for (Setting setting : Setting.values()) {
            TestCa ca = setting.start();
            CAS.put(setting, ca);
            // The queries are about this certificate.
            post(setting, ca, new RequestBody.PkcsReq(setting.device(ca).request(setting.challenge)));
        }
    }

    @AfterAll
    static void stop() {
        CAS.values().forEach(TestCa::close);
    }

    static Stream<Arguments> table() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.layer() != Layer.CONNECTION && !BROKEN_OFF.contains(fault))
                .flatMap(fault -> settings(fault).stream().map(setting -> Arguments.of(fault, setting)));
    }

    /** Only replies depend on the device. */
    private static Set<Setting> settings(Fault fault) {
        return switch (fault.operation()) {
            case GET_CA_CAPS, GET_CA_CERT, GET_NEXT_CA_CERT ->
                EnumSet.of(Setting.RSA_DEVICE, Setting.EC_DEVICE_OF_EC_CA);
            default -> EnumSet.allOf(Setting.class);
        };
    }

    @ParameterizedTest
    @MethodSource("table")
    void responds(Fault fault, Setting setting) throws Exception {
        TestCa ca = Objects.requireNonNull(CAS.get(setting));
        ca.fault(fault);
        try {
            RawHttp.Answer answer = answer(fault, setting, ca);
            assertThat(answer.status()).isEqualTo(expectedStatus(fault, setting, answer.status()));
        } finally {
            ca.noFault();
        }
    }

    /** Without a challenge password the content cannot be encrypted to an EC key as RFC 8894 §3 requires. */
    private static int expectedStatus(Fault fault, Setting setting, int status) {
        return switch (fault.layer()) {
            case GRANT, CERTIFICATE, CRL, ENVELOPE, ATTRIBUTES, SIGNER, LISTED_SIGNER, STRUCTURE, BYTES ->
                setting == Setting.EC_DEVICE && !WITHOUT_PASSWORD.contains(fault) ? 400 : 200;
            default -> status;
        };
    }

    private static RawHttp.Answer answer(Fault fault, Setting setting, TestCa ca) throws ScepException, IOException {
        return switch (fault.operation()) {
            case GET_CA_CAPS, GET_CA_CERT, GET_NEXT_CA_CERT ->
                RawHttp.get(ca.url(), "operation=" + fault.operation().label());
            case GET_CERT ->
                post(
                        setting,
                        ca,
                        new RequestBody.GetCert(IssuerAndSerial.of(ca.issued().getFirst())));
            case GET_CRL ->
                post(
                        setting,
                        ca,
                        new RequestBody.GetCrl(IssuerAndSerial.of(ca.issued().getFirst())));
            case ENROLLMENT, PKI_OPERATION, GET_CA_CERT_AND_PKI_OPERATION ->
                post(setting, ca, new RequestBody.PkcsReq(setting.device(ca).request(setting.challenge)));
        };
    }

    private static RawHttp.Answer post(Setting setting, TestCa ca, RequestBody body) throws ScepException, IOException {
        Device device = setting.device(ca);
        return RawHttp.post(ca.url(), device.encoded(device.message(body)));
    }

    private static RecipientInformation recipient(Fault fault, Setting setting) throws Exception {
        TestCa ca = Objects.requireNonNull(CAS.get(setting));
        ca.fault(fault);
        byte[] reply = answer(fault, setting, ca).body().toArray();
        ca.noFault();
        byte[] envelope = (byte[]) new CMSSignedData(reply).getSignedContent().getContent();
        return new CMSEnvelopedData(envelope)
                .getRecipientInfos()
                .getRecipients()
                .iterator()
                .next();
    }

    @Test
    void agreesOnTheKeyWithoutAChallengePassword() throws Exception {
        byte[] content = recipient(Fault.KEY_AGREEMENT, Setting.EC_DEVICE)
                .getContent(new JceKeyAgreeEnvelopedRecipient(Keys.ecDevice().getPrivate())
                        .setProvider(new BouncyCastleProvider()));
        assertThat(CertificatesOnly.decode(Bytes.of(content))
                        .certificates()
                        .getFirst()
                        .getPublicKey())
                .isEqualTo(Keys.ecDevice().getPublic());
    }

    @Test
    void altersTheContentKeyOfAPasswordRecipient() throws Exception {
        RecipientInformation recipient = recipient(Fault.CONTENT_KEY_ALTERED, Setting.EC_DEVICE_WITH_CHALLENGE);
        assertThat(recipient).isInstanceOf(PasswordRecipientInformation.class);
        JcePasswordEnvelopedRecipient password = new JcePasswordEnvelopedRecipient(CHALLENGE.toCharArray());
        assertThatThrownBy(() -> recipient.getContent(password.setProvider(new BouncyCastleProvider())))
                .isInstanceOf(CMSException.class);
    }
}
