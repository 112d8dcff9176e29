package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Decides whether fetched CA certificates are those of the CA that is meant (RFC 8894 §2.2): by the fingerprint
 * given, by what an earlier run recognised, or by asking a person. Nobody to ask: refused, unless trust on first
 * use was asked for.
 */
final class CaConfirmation {
    static final String FINGERPRINT = "--ca-fingerprint";
    static final String RA_FINGERPRINT = "--ra-fingerprint";
    static final String FIRST_USE = "--trust-on-first-use";

    private final Invocation invocation;

    CaConfirmation(Invocation invocation) {
        this.invocation = invocation;
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(
                        FINGERPRINT,
                        "HEX",
                        "SHA-256 fingerprint of the CA certificate, as the CA's people tell it. Without it the"
                                + " fingerprint is shown and you are asked; where nobody can be asked, nothing is sent.")
                .build());
        spec.addOption(Options.value(
                        RA_FINGERPRINT,
                        "HEX",
                        "SHA-256 fingerprint of the registration authority's certificate: the only one that may answer"
                                + " for the CA. With a comma where one signs and another decrypts.")
                .build());
        spec.addOption(Options.flag(
                        FIRST_USE,
                        "Without a fingerprint and a terminal: trust what the server sends, this once. Whoever"
                                + " controls the network then controls the result. Later runs hold on to it.")
                .build());
    }

    /**
     * What is trusted of the fetched certificates.
     *
     * @param known what an earlier run recognised
     */
    CaCertificates recognise(List<X509Certificate> fetched, Optional<CaCertificates> known)
            throws TrustException, CommandException {
        CaSelection selection = selected(fetched, known);
        Optional<String> authority = invocation.text(RA_FINGERPRINT);
        if (authority.isPresent()) {
            selection = selection.withAuthorities(Fingerprint.parseAll(RA_FINGERPRINT, authority.get()));
        } else if (known.isPresent()) {
            selection = selection.keepingAuthorities(known.get());
        }
        report(selection, known);
        return selection.ca();
    }

    private CaSelection selected(List<X509Certificate> fetched, Optional<CaCertificates> known)
            throws TrustException, CommandException {
        PathRules rules = rules(invocation);
        Optional<String> given = invocation.text(FINGERPRINT);
        if (given.isPresent()) {
            return CaCertificates.pinned(fetched, Fingerprint.parse(FINGERPRINT, given.get()), rules);
        }
        if (known.isPresent()) {
            return known.get()
                    .recognized(fetched, rules)
                    .orElseThrow(() -> known.get().changed(fetched, "give the new CA's as " + FINGERPRINT));
        }
        CaSelection first = CaCertificates.firstContact(fetched, rules);
        accept(anchor(first.ca()));
        return first;
    }

    /** Certificates are judged by the algorithms that messages are judged by. */
    static PathRules rules(Invocation invocation) {
        return PathRules.of(ServerOptions.policy(invocation), invocation.clock().instant());
    }

    private void report(CaSelection selection, Optional<CaCertificates> known) {
        selection.notices().forEach(invocation.report()::notice);
        for (X509Certificate authority : selection.ca().registrationAuthorities()) {
            if (known.isPresent() && !known.get().certificates().contains(authority)) {
                invocation
                        .report()
                        .notice("new registration authority '" + authority.getSubjectX500Principal() + "', SHA-256 "
                                + fingerprint(authority) + "; to accept only one, give " + RA_FINGERPRINT);
            }
        }
    }

    /** The certificate to recognise the CA by. */
    static X509Certificate anchor(CaCertificates ca) {
        return ca.certificates().stream()
                .filter(ca.anchors()::contains)
                .findFirst()
                .orElseThrow();
    }

    static Fingerprint fingerprint(X509Certificate certificate) {
        return Fingerprint.of(certificate, DigestAlgorithm.SHA256);
    }

    private void accept(X509Certificate anchor) throws CommandException {
        String name = "'" + anchor.getSubjectX500Principal() + "'";
        Fingerprint fingerprint = fingerprint(anchor);
        if (invocation.has(FIRST_USE)) {
            invocation
                    .report()
                    .notice("trusting the CA " + name + " on first use, with SHA-256 fingerprint " + fingerprint);
            return;
        }
        if (!invocation.terminal().present()) {
            throw new CommandException(
                    ErrorCode.FINGERPRINT,
                    "the CA " + name + " is not known yet and nobody can be asked; compare its SHA-256 fingerprint with"
                            + " the one that the CA's people tell you and give it: " + FINGERPRINT + " " + fingerprint);
        }
        ask(name, fingerprint);
    }

    private void ask(String name, Fingerprint fingerprint) throws CommandException {
        invocation.report().notice("the server says it is the CA " + name);
        invocation.report().notice("SHA-256 fingerprint " + fingerprint);
        String answer = invocation
                .terminal()
                .ask("Is this the fingerprint that the CA's people told you? Type yes to go on:")
                .orElse("");
        if (!answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new CommandException(
                    ErrorCode.FINGERPRINT, "the CA " + name + " was not accepted; nothing was sent to it");
        }
    }
}
