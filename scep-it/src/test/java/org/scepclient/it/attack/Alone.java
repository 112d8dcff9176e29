package org.scepclient.it.attack;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/**
 * The attacker answers every request himself. Files of an earlier run must not make a client trust him.
 *
 * @param name of the identity
 * @param identity the identity that signs all replies
 */
record Alone(String name, Who identity) implements Strategy.Tampering {

    /** Selects the identity. */
    interface Who {
        Identity of(Attacker attacker);
    }

    static Alone asRoot() {
        return new Alone("root", attacker -> attacker.keys.root);
    }

    static Alone asDevice() {
        return new Alone("device", attacker -> attacker.keys.device);
    }

    static Alone asNamesake() {
        return new Alone("namesake", attacker -> attacker.keys.namesake(attacker.issuer()));
    }

    /** Uses the identity that the client has seen before, so that stored certificates of it count. */
    static Alone after(Strategy strategy) {
        if (strategy.name().contains("device")) {
            return asDevice();
        }
        return strategy.name().contains("namesake") ? asNamesake() : asRoot();
    }

    @Override
    public Reply answer(Exchange exchange, Attacker attacker) throws Exception {
        Identity signer = identity.of(attacker);
        return switch (exchange.operation()) {
            case Strategies.CAPS ->
                Reply.caps("AES\nGetNextCACert\nPOSTPKIOperation\nRenewal\nSHA-256\nSCEPStandard\n");
            case Strategies.CA -> Reply.ca(Messages.bundle(listed(attacker, signer)));
            case Strategies.NEXT_CA -> attacker.nextCa(signer, attacker.keys.root.certificate());
            case Strategies.PKI -> attacker.success(exchange, signer, signer);
            case Strategies.CRL -> Reply.of("application/pkix-crl", crl(attacker, signer));
            case Strategies.CERTIFICATE -> Reply.of("application/pkix-cert", Messages.der(signer.certificate()));
            default -> Reply.page(404);
        };
    }

    private static Bytes crl(Attacker attacker, Identity signer) throws Exception {
        return Bytes.of(attacker.crl(signer).getEncoded());
    }

    /** Lists the real certificates too, so that one of them matches a pinned fingerprint. */
    private static List<X509Certificate> listed(Attacker attacker, Identity signer) {
        List<X509Certificate> all = new ArrayList<>(List.of(signer.certificate()));
        all.add(attacker.keys.cross(attacker.pinned()));
        all.add(attacker.keys.root.certificate());
        all.addAll(attacker.real());
        return all;
    }
}
