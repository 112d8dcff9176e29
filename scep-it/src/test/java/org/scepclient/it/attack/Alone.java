package org.scepclient.it.attack;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.testca.authority.Identity;
import org.scepclient.value.Bytes;

/**
 * The attacker answers everything himself: what an earlier run left behind must not make a client believe him.
 *
 * @param name as whom
 * @param identity signs whatever he says
 */
record Alone(String name, Who identity) implements Strategy.Tampering {

    /** As whom. */
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

    /** As who was shown to the client before, so that what is kept of it counts. */
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

    /** With the real certificates, so that a pinned fingerprint is met. */
    private static List<X509Certificate> listed(Attacker attacker, Identity signer) {
        List<X509Certificate> all = new ArrayList<>(List.of(signer.certificate()));
        all.add(attacker.keys.cross(attacker.pinned()));
        all.add(attacker.keys.root.certificate());
        all.addAll(attacker.real());
        return all;
    }
}
