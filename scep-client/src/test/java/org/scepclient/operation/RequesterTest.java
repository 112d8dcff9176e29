package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.Device;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.value.Secret;

/** A request is not sent if its reply could not be read. */
class RequesterTest {
    private FakeCa ca;
    private PkiOperation operation;
    private Device device;

    @BeforeEach
    void connect() throws Exception {
        ca = new FakeCa();
        operation = PkiOperationTest.connected(ca);
        device = Device.named("/CN=device");
    }

    /** A key that signs, and that can neither decrypt nor agree on a key. */
    private static Requester edwards(Optional<Secret> challenge) throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        X509Certificate certificate =
                new TestAuthority("CN=other").issue(new TestAuthority.Profile("CN=device", keys.getPublic()));
        return new Requester(new Signer(ProviderKey.of(keys.getPrivate()), certificate), challenge);
    }

    /** The CA would issue a certificate that the device never sees. */
    @Test
    void sendsNothingWhoseReplyCouldNotBeRead() throws Exception {
        Requester unfit = edwards(Optional.empty());
        RequestMessage message =
                operation.message(new RequestBody.PkcsReq(device.request()), operation.freshTransaction());
        assertThatThrownBy(() -> operation.exchange(message, unfit))
                .isInstanceOfSatisfying(
                        CryptoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_UNUSABLE))
                .hasMessageContaining(
                        "supports neither decryption nor key agreement, and there is no challenge password");
        assertThat(ca.requests()).isEmpty();
    }

    @Test
    void opensAReplyToAnEcKeyByKeyAgreementOrPassword() throws Exception {
        LoadedKey key = new KeyGeneration(new SecureRandom()).ec("secp256r1");
        X509Certificate certificate = ca.authority().issue(new TestAuthority.Profile("CN=device", key.publicKey()));
        Requester ec = Requester.of(new Signer(key.key(), certificate));
        assertThat(ec.envelopeKey()).isInstanceOf(EnvelopeKey.PrivateKey.class);
        assertThat(new Requester(ec.signer(), Optional.of(Secret.of("x"))).envelopeKey())
                .isInstanceOf(EnvelopeKey.KeyOrPassword.class);
        assertThat(edwards(Optional.of(Secret.of("x"))).envelopeKey()).isInstanceOf(EnvelopeKey.Password.class);
    }
}
