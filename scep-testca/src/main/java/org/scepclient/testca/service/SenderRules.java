package org.scepclient.testca.service;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.FailInfo;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.Issued;

/** The rules about the signer and the signing time of a message. */
record SenderRules(Authorities authorities, Duration tolerance) {

    /** RFC 8894 §3.2.1.4: refuses a signing time too far from the CA's clock with badTime. Not all clients send one. */
    void requireCurrent(SignedMessage message, Instant now) throws RefusedException, ProtocolException {
        Optional<ASN1Primitive> value = message.attribute("signingTime", CMSAttributes.signingTime);
        if (value.isEmpty()) {
            return;
        }
        Instant signed = time(value.get());
        if (Duration.between(signed, now).abs().compareTo(tolerance) > 0) {
            throw new RefusedException(
                    FailInfo.BAD_TIME, "the message was signed at " + signed + ", and here it is " + now);
        }
    }

    private static Instant time(ASN1Primitive value) throws RefusedException {
        try {
            return Time.getInstance(value).getDate().toInstant();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new RefusedException(FailInfo.BAD_MESSAGE_CHECK, "the signing time is malformed");
        }
    }

    /** The record of the signer's certificate, if one of this CA's generations issued it. */
    Optional<Issued> issuedTo(X509Certificate signer) {
        for (CertificateAuthority authority : authorities.all()) {
            Optional<Issued> found = authority.recordOf(signer);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Refuses a revoked or expired certificate, which may not sign a renewal. */
    void requireGood(Issued issued, Instant now) throws RefusedException {
        if (issued.revoked().isPresent()) {
            throw new RefusedException(FailInfo.BAD_REQUEST, "the certificate that signed the request is revoked");
        }
        if (now.isAfter(issued.certificate().getNotAfter().toInstant())) {
            throw new RefusedException(FailInfo.BAD_REQUEST, "the certificate that signed the request has expired");
        }
    }
}
