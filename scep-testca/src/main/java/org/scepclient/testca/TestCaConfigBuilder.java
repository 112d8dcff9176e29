package org.scepclient.testca;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

/** Builds a {@link TestCaConfig}, which documents the settings. */
public final class TestCaConfigBuilder {
    private static final int RSA_BITS = 2048;

    private int port;
    private Optional<Secret> challenge = Optional.empty();
    private Approval approval = Approval.AUTO;
    private RaSetup ra = RaSetup.NONE;
    private boolean intermediate;
    private KeyKind keyKind = KeyKind.RSA;
    private int keySize = RSA_BITS;
    private Optional<GeneratedKeyPairs> keys = Optional.empty();
    private Duration validity = Duration.ofDays(365);
    private CaCapabilities capabilities = defaultCapabilities();
    private Duration signingTimeTolerance = Duration.ofMinutes(5);
    private List<URI> crlDistributionPoints = List.of();
    private Optional<Fault> fault = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private SecureRandom random = new SecureRandom();

    TestCaConfigBuilder() {}

    /** All capabilities; SHA-384 because strongSwan's client uses AES only if the CA offers both. */
    public static CaCapabilities defaultCapabilities() {
        return CaCapabilities.of(
                Capability.AES,
                Capability.DES3,
                Capability.GET_NEXT_CA_CERT,
                Capability.POST_PKI_OPERATION,
                Capability.RENEWAL,
                Capability.SHA_1,
                Capability.SHA_256,
                Capability.SHA_384,
                Capability.SHA_512,
                Capability.SCEP_STANDARD);
    }

    public TestCaConfigBuilder port(int value) {
        port = value;
        return this;
    }

    public TestCaConfigBuilder challenge(Secret value) {
        challenge = Optional.of(value);
        return this;
    }

    public TestCaConfigBuilder approval(Approval value) {
        approval = value;
        return this;
    }

    public TestCaConfigBuilder ra(RaSetup value) {
        ra = value;
        return this;
    }

    public TestCaConfigBuilder intermediate(boolean value) {
        intermediate = value;
        return this;
    }

    public TestCaConfigBuilder keyKind(KeyKind value) {
        keyKind = value;
        return this;
    }

    /** Size of the RSA keys in bits; ignored if {@link #keys} is set. */
    public TestCaConfigBuilder keySize(int bits) {
        keySize = bits;
        return this;
    }

    public TestCaConfigBuilder keys(GeneratedKeyPairs value) {
        keys = Optional.of(value);
        return this;
    }

    public TestCaConfigBuilder validity(Duration value) {
        validity = value;
        return this;
    }

    public TestCaConfigBuilder capabilities(CaCapabilities value) {
        capabilities = value;
        return this;
    }

    public TestCaConfigBuilder capabilities(Capability... values) {
        return capabilities(CaCapabilities.of(values));
    }

    public TestCaConfigBuilder signingTimeTolerance(Duration value) {
        signingTimeTolerance = value;
        return this;
    }

    public TestCaConfigBuilder crlDistributionPoints(List<URI> value) {
        crlDistributionPoints = value;
        return this;
    }

    public TestCaConfigBuilder fault(Fault value) {
        fault = Optional.of(value);
        return this;
    }

    public TestCaConfigBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    public TestCaConfigBuilder random(SecureRandom value) {
        random = value;
        return this;
    }

    public TestCaConfig build() {
        return new TestCaConfig(
                port,
                challenge,
                approval,
                ra,
                intermediate,
                keyKind,
                keys.orElseGet(() -> new GeneratedKeyPairs(keySize, random)),
                validity,
                capabilities,
                signingTimeTolerance,
                crlDistributionPoints,
                fault,
                clock,
                random);
    }
}
