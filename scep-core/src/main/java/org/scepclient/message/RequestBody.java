package org.scepclient.message;

import org.scepclient.error.ProtocolException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;

/** The content of a client's request (RFC 8894 §3.3). */
public sealed interface RequestBody {

    MessageType type();

    /** The encoding, which is encrypted in the envelope. */
    Bytes content();

    /** A first enrollment, or a renewal at a CA without RenewalReq. */
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

    /** Polls for the result of a pending request. */
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

    /** A query for a certificate. */
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

    /** A query for the CRL that covers a certificate. */
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

    /** Decodes the content of a decrypted envelope. */
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
