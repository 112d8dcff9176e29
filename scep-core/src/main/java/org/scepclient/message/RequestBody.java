package org.scepclient.message;

import org.scepclient.error.ProtocolException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;

/** What a client asks (RFC 8894 §3.3); {@link #content()} is what the envelope hides. */
public sealed interface RequestBody {

    MessageType type();

    Bytes content();

    /** A first enrollment, or a renewal where the CA knows no RenewalReq. */
    record PkcsReq(CertificationRequest request) implements RequestBody {
        @Override
        public MessageType type() {
            return MessageType.PKCS_REQ;
        }

        @Override
        public Bytes content() {
            return request.der();
        }
    }

    /** A request signed with the certificate that it renews. */
    record RenewalReq(CertificationRequest request) implements RequestBody {
        @Override
        public MessageType type() {
            return MessageType.RENEWAL_REQ;
        }

        @Override
        public Bytes content() {
            return request.der();
        }
    }

    /** Asks for the outcome of a pending request. */
    record CertPoll(IssuerAndSubject about) implements RequestBody {
        @Override
        public MessageType type() {
            return MessageType.CERT_POLL;
        }

        @Override
        public Bytes content() {
            return about.encode();
        }
    }

    /** Asks for a certificate. */
    record GetCert(IssuerAndSerial about) implements RequestBody {
        @Override
        public MessageType type() {
            return MessageType.GET_CERT;
        }

        @Override
        public Bytes content() {
            return about.encode();
        }
    }

    /** Asks for the CRL that covers a certificate. */
    record GetCrl(IssuerAndSerial about) implements RequestBody {
        @Override
        public MessageType type() {
            return MessageType.GET_CRL;
        }

        @Override
        public Bytes content() {
            return about.encode();
        }
    }

    /** Reads the content of an opened envelope. */
    static RequestBody decode(MessageType type, Bytes content) throws ProtocolException {
        return switch (type) {
            case PKCS_REQ -> new PkcsReq(CertificationRequest.decode(content));
            case RENEWAL_REQ -> new RenewalReq(CertificationRequest.decode(content));
            case CERT_POLL -> new CertPoll(IssuerAndSubject.decode(content));
            case GET_CERT -> new GetCert(IssuerAndSerial.decode(content));
            case GET_CRL -> new GetCrl(IssuerAndSerial.decode(content));
            case CERT_REP -> throw ProtocolException.attribute("messageType", "of a request is CertRep");
        };
    }
}
