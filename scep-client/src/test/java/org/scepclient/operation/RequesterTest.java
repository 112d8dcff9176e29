package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.fixture.TestDevice;
import org.scepclient.fixture.TestKeys;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.value.Secret;

/** Requests are not sent if the reply could not be decrypted. */
class RequesterTest {
    private FakeCa ca;
    private PkiOperation operation;
    private TestDevice device;

    @BeforeEach
    void connect() throws Exception {
        ca = new FakeCa();
        operation = PkiOperationTest.connected(ca);
        device = TestDevice.rsa("/CN=device");
    }

    /** A key that supports neither decryption nor key agreement. */
    private static Requester edwards(Optional<Secret> challenge) throws Exception {
        var keys = TestKeys.ed25519();
        X509Certificate certificate = new TestAuthority("CN=other").issue("CN=device", keys.getPublic());
        return new Requester(new Signer(ProviderKey.of(keys.getPrivate()), certificate), challenge);
    }

    /** Otherwise the CA would issue a certificate that the device cannot obtain. */
    @Test
    void sendsNoRequestWhoseReplyCouldNotBeDecrypted() throws Exception {
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
        LoadedKey key = TestDevice.loaded(TestKeys.ec("device"));
        X509Certificate certificate = ca.authority().issue("CN=device", key.publicKey());
        Requester ec = Requester.of(new Signer(key.key(), certificate));
        assertThat(ec.envelopeKey()).isInstanceOf(EnvelopeKey.PrivateKey.class);
        assertThat(new Requester(ec.signer(), Optional.of(Secret.of("x"))).envelopeKey())
                .isInstanceOf(EnvelopeKey.KeyOrPassword.class);
        assertThat(edwards(Optional.of(Secret.of("x"))).envelopeKey()).isInstanceOf(EnvelopeKey.Password.class);
    }
}
