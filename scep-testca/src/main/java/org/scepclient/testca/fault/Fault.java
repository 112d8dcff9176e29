package org.scepclient.testca.fault;

import static org.scepclient.testca.fault.Expectation.ACCEPT;
import static org.scepclient.testca.fault.Expectation.FAILURE;
import static org.scepclient.testca.fault.Expectation.PENDING;
import static org.scepclient.testca.fault.Layer.ATTRIBUTES;
import static org.scepclient.testca.fault.Layer.BYTES;
import static org.scepclient.testca.fault.Layer.CAPABILITIES;
import static org.scepclient.testca.fault.Layer.CA_CERTIFICATES;
import static org.scepclient.testca.fault.Layer.CERTIFICATE;
import static org.scepclient.testca.fault.Layer.CONNECTION;
import static org.scepclient.testca.fault.Layer.CRL;
import static org.scepclient.testca.fault.Layer.DECISION;
import static org.scepclient.testca.fault.Layer.ENVELOPE;
import static org.scepclient.testca.fault.Layer.GRANT;
import static org.scepclient.testca.fault.Layer.HTTP;
import static org.scepclient.testca.fault.Layer.LISTED_SIGNER;
import static org.scepclient.testca.fault.Layer.NEXT_CA;
import static org.scepclient.testca.fault.Layer.SIGNER;
import static org.scepclient.testca.fault.Layer.STRUCTURE;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.error.ErrorCode;

/**
 * Misbehaviors of the CA, one for each rule that a client must check. A fault changes only what it names: a faulty
 * reply is validly signed unless the fault is in its signature.
 */
public enum Fault {
    PENDING_FOREVER(DECISION, PENDING, "every request stays pending, whatever the decision"),
    BAD_ALG(DECISION, ErrorCode.FAILURE_BAD_ALG, "FAILURE with badAlg"),
    BAD_MESSAGE_CHECK(DECISION, ErrorCode.FAILURE_BAD_MESSAGE_CHECK, "FAILURE with badMessageCheck"),
    BAD_REQUEST(DECISION, ErrorCode.FAILURE_BAD_REQUEST, "FAILURE with badRequest"),
    BAD_TIME(DECISION, ErrorCode.FAILURE_BAD_TIME, "FAILURE with badTime"),
    BAD_CERT_ID(DECISION, ErrorCode.FAILURE_BAD_CERT_ID, "FAILURE with badCertId"),
    FAIL_INFO_MISSING(DECISION, ErrorCode.FAILURE, "FAILURE without failInfo"),
    FAIL_INFO_UNKNOWN(DECISION, ErrorCode.ATTRIBUTE, "FAILURE with failInfo 9"),
    FAIL_TEXT_HOSTILE(DECISION, ErrorCode.FAILURE_BAD_REQUEST, "failInfoText with escapes, line ends and markup"),
    FAIL_TEXT_LONG(DECISION, ErrorCode.FAILURE_BAD_REQUEST, "failInfoText of 100000 characters"),
    FAILURE_WITHOUT_CONTENT(DECISION, ErrorCode.FAILURE_BAD_REQUEST, "FAILURE whose SignedData has no eContent"),

    NO_CERTIFICATE(GRANT, ErrorCode.NOT_IN_REPLY, "SUCCESS without any certificate"),
    CERTIFICATE_FOR_ANOTHER_KEY(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate has another public key"),
    CERTIFICATE_OF_THE_CA(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the CA's certificate in place of the issued one"),
    CERTIFICATE_IS_A_CA(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate marks its holder as a CA"),
    CERTIFICATE_EXPIRED(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate expired yesterday"),
    CERTIFICATE_NOT_YET_VALID(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate becomes valid in a year"),
    CERTIFICATE_BY_STRANGER(GRANT, ErrorCode.CERTIFICATE_REFUSED, "another CA issued the certificate"),
    CERTIFICATE_BY_NAMESAKE(GRANT, ErrorCode.CERTIFICATE_REFUSED, "a CA of the same name with another key issued it"),
    CERTIFICATE_SELF_SIGNED(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate is the one that signed the request"),
    CERTIFICATE_ALTERED(GRANT, ErrorCode.CERTIFICATE_REFUSED, "the issuer's signature on the certificate is damaged"),
    CERTIFICATE_BY_DEVICE(GRANT, ErrorCode.CERTIFICATE_REFUSED, "a device with a certificate of the CA issued it"),
    CERTIFICATE_BEYOND_PATH_LENGTH(
            GRANT, ErrorCode.CERTIFICATE_REFUSED, "a CA below a CA whose pathLenConstraint is 0 issued it"),
    CERTIFICATE_BY_CA_WITHOUT_KEY_CERT_SIGN(
            GRANT, ErrorCode.CERTIFICATE_REFUSED, "a CA below the CA whose keyUsage lacks keyCertSign issued it"),
    CERTIFICATE_OUTSIDE_NAME_CONSTRAINTS(
            GRANT,
            ErrorCode.CERTIFICATE_REFUSED,
            "a CA below the CA whose nameConstraints exclude its subject issued it"),
    CERTIFICATE_WITH_UNKNOWN_CRITICAL_EXTENSION(
            GRANT, ErrorCode.CERTIFICATE_REFUSED, "the certificate has an unknown critical extension"),
    CERTIFICATE_SIGNED_WITH_MD5(
            GRANT, ErrorCode.CERTIFICATE_REFUSED, "a CA with an RSA key signed the certificate with MD5"),
    CERTIFICATE_SIGNED_WITH_SHA1(GRANT, ACCEPT, "the CA signed the certificate with SHA-1, as old CAs do"),
    CRL_IN_PLACE_OF_CERTIFICATE(GRANT, ErrorCode.NOT_IN_REPLY, "a CRL in place of the certificate"),
    EXTRA_CERTIFICATES(GRANT, ACCEPT, "the CA's certificate and a foreign one with the issued one"),
    SUBJECT_REWRITTEN(GRANT, ACCEPT, "the subject differs from the requested one"),
    SUBJECT_EMPTY(GRANT, ACCEPT, "the subject is empty, the subjectAltName is not critical, as AD CS issues it"),

    CERT_IS_ANOTHER(CERTIFICATE, ErrorCode.NOT_IN_REPLY, "a certificate other than the requested one"),
    CERT_MISSING(CERTIFICATE, ErrorCode.NOT_IN_REPLY, "SUCCESS without a certificate"),
    CRL_BY_STRANGER(CRL, ErrorCode.NOT_IN_REPLY, "the CRL of another CA"),
    CRL_BY_NAMESAKE(CRL, ErrorCode.SIGNATURE, "a CRL in the CA's name, signed with another key"),
    CRL_MISSING(CRL, ErrorCode.NOT_IN_REPLY, "SUCCESS without a CRL"),
    CRL_EXPIRED(CRL, ErrorCode.UNTRUSTED, "a CRL whose nextUpdate has passed"),
    CRL_NOT_YET_VALID(CRL, ErrorCode.UNTRUSTED, "a CRL whose thisUpdate is a day ahead"),
    CRL_DELTA(CRL, ErrorCode.REVOCATION_UNKNOWN, "a delta CRL"),
    CRL_INDIRECT(CRL, ACCEPT, "an indirect CRL, which also covers the CA's own certificates"),
    CRL_FOR_USERS(CRL, ACCEPT, "a CRL for end entities only (onlyContainsUserCerts)"),
    CRL_FOR_CAS(CRL, ErrorCode.REVOCATION_UNKNOWN, "a CRL for CAs only (onlyContainsCACerts)"),
    CRL_FOR_ATTRIBUTE_CERTIFICATES(
            CRL, ErrorCode.REVOCATION_UNKNOWN, "a CRL for attribute certificates only (onlyContainsAttributeCerts)"),
    CRL_FOR_SOME_REASONS(CRL, ErrorCode.REVOCATION_UNKNOWN, "a CRL for some reasons only (onlySomeReasons)"),
    CRL_OF_ANOTHER_DISTRIBUTION_POINT(CRL, ErrorCode.REVOCATION_UNKNOWN, "the CRL of another distribution point"),
    CRL_WITH_UNKNOWN_CRITICAL_EXTENSION(CRL, ErrorCode.REVOCATION_UNKNOWN, "the CRL has an unknown critical extension"),
    CRL_ENTRY_WITH_UNKNOWN_CRITICAL_EXTENSION(
            CRL, ErrorCode.REVOCATION_UNKNOWN, "an entry of the CRL has an unknown critical extension"),

    ENCRYPTED_FOR_STRANGER(ENVELOPE, ErrorCode.DECRYPTION, "the envelope is encrypted to an unrelated key"),
    ENCRYPTED_FOR_THE_CA(ENVELOPE, ErrorCode.DECRYPTION, "the envelope is encrypted to the CA's own key"),
    CIPHER_RC2(ENVELOPE, ErrorCode.ALGORITHM_REFUSED, "the content cipher is RC2"),
    CIPHER_UNKNOWN(ENVELOPE, ErrorCode.ALGORITHM_REFUSED, "the content cipher is unknown"),
    PADDING_CORRUPTED(ENVELOPE, ErrorCode.DECRYPTION, "the padding of the decrypted content is wrong"),
    CIPHERTEXT_TRUNCATED(ENVELOPE, ErrorCode.DECRYPTION, "the last byte of the encrypted content is missing"),
    CIPHERTEXT_EMPTY(ENVELOPE, ErrorCode.MALFORMED, "the encrypted content is empty"),
    CONTENT_KEY_ALTERED(ENVELOPE, ErrorCode.DECRYPTION, "the encrypted content key is damaged"),
    ENVELOPE_WITHOUT_RECIPIENT(ENVELOPE, ErrorCode.DECRYPTION, "the envelope has no recipient"),
    ENVELOPE_MISSING(ENVELOPE, ErrorCode.MALFORMED, "SUCCESS without an envelope"),
    ENVELOPE_GARBAGE(ENVELOPE, ErrorCode.MALFORMED, "random bytes in place of the envelope"),
    NOT_ENCRYPTED(ENVELOPE, ErrorCode.MALFORMED, "the certificates are not encrypted"),
    INNER_GARBAGE(ENVELOPE, ErrorCode.MALFORMED, "the envelope contains random bytes"),
    INNER_TRUNCATED(ENVELOPE, ErrorCode.MALFORMED, "the certificates in the envelope are truncated"),
    INNER_CERTIFICATE_GARBAGE(ENVELOPE, ErrorCode.MALFORMED, "a certificate in the envelope cannot be decoded"),
    CIPHER_AES_GCM(ENVELOPE, ACCEPT, "the content cipher is AES-128-GCM, as step-ca can be configured"),
    AUTH_ENVELOPED_DATA(ENVELOPE, ACCEPT, "the content is AuthEnvelopedData with AES-128-GCM (RFC 5083)"),
    KEY_TRANSPORT_OAEP(ENVELOPE, ACCEPT, "the content key is encrypted with RSAES-OAEP"),
    RECIPIENT_BY_KEY_IDENTIFIER(ENVELOPE, ACCEPT, "the recipient is named by its subjectKeyIdentifier"),
    KEY_AGREEMENT(ENVELOPE, ACCEPT, "for an EC key, the content key is agreed with ECDH, as by NDES"),

    RECIPIENT_NONCE_WRONG(ATTRIBUTES, ErrorCode.MISMATCH, "recipientNonce is not the request's senderNonce"),
    RECIPIENT_NONCE_MISSING(ATTRIBUTES, ErrorCode.ATTRIBUTE, "there is no recipientNonce"),
    RECIPIENT_NONCE_SHORT(ATTRIBUTES, ErrorCode.MISMATCH, "the last byte of recipientNonce is missing"),
    RECIPIENT_NONCE_LONG(ATTRIBUTES, ErrorCode.MISMATCH, "recipientNonce has one byte too many"),
    RECIPIENT_NONCE_EMPTY(ATTRIBUTES, ErrorCode.MISMATCH, "recipientNonce has no bytes"),
    RECIPIENT_NONCE_IS_A_STRING(ATTRIBUTES, ErrorCode.ATTRIBUTE, "recipientNonce is a PrintableString"),
    RECIPIENT_NONCE_REPEATED(ATTRIBUTES, ErrorCode.ATTRIBUTE, "recipientNonce occurs twice, once with the right value"),
    RECIPIENT_NONCE_IN_SENDER_NONCE(ATTRIBUTES, ErrorCode.ATTRIBUTE, "only senderNonce has the request's nonce"),
    SENDER_NONCE_MISSING(ATTRIBUTES, ACCEPT, "there is no senderNonce, which is optional in a reply"),
    SENDER_NONCE_COPIED(ATTRIBUTES, ACCEPT, "senderNonce is the request's"),
    TRANSACTION_ID_WRONG(ATTRIBUTES, ErrorCode.MISMATCH, "transactionID is not the request's"),
    TRANSACTION_ID_MISSING(ATTRIBUTES, ErrorCode.ATTRIBUTE, "there is no transactionID"),
    TRANSACTION_ID_PREFIX(ATTRIBUTES, ErrorCode.MISMATCH, "the last character of transactionID is missing"),
    TRANSACTION_ID_LONGER(ATTRIBUTES, ErrorCode.MISMATCH, "transactionID has one character too many"),
    TRANSACTION_ID_OTHER_CASE(ATTRIBUTES, ErrorCode.MISMATCH, "a letter of transactionID has the other case"),
    TRANSACTION_ID_EMPTY(ATTRIBUTES, ErrorCode.MISMATCH, "transactionID is empty"),
    TRANSACTION_ID_REPEATED(ATTRIBUTES, ErrorCode.ATTRIBUTE, "transactionID has two values, one of them the request's"),
    MESSAGE_TYPE_MISSING(ATTRIBUTES, ErrorCode.ATTRIBUTE, "there is no messageType"),
    MESSAGE_TYPE_OF_REQUEST(ATTRIBUTES, ErrorCode.MISMATCH, "messageType is 19, PKCSReq"),
    MESSAGE_TYPE_UNKNOWN(ATTRIBUTES, ErrorCode.ATTRIBUTE, "messageType is 99"),
    MESSAGE_TYPE_EMPTY(ATTRIBUTES, ErrorCode.ATTRIBUTE, "messageType is empty"),
    MESSAGE_TYPE_IS_AN_INTEGER(ATTRIBUTES, ErrorCode.ATTRIBUTE, "messageType is an INTEGER"),
    STATUS_MISSING(ATTRIBUTES, ErrorCode.ATTRIBUTE, "there is no pkiStatus"),
    STATUS_ONE(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is 1, which is not assigned"),
    STATUS_NINE(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is 9"),
    STATUS_NOT_A_NUMBER(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is a word"),
    STATUS_LEADING_ZERO(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is 00"),
    STATUS_EMPTY(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is empty"),
    STATUS_IS_AN_INTEGER(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus is an INTEGER"),
    STATUS_REPEATED(ATTRIBUTES, ErrorCode.ATTRIBUTE, "pkiStatus occurs twice: with the right value, and as FAILURE"),
    UNKNOWN_ATTRIBUTE(ATTRIBUTES, ACCEPT, "there is an additional, unknown attribute"),

    SIGNED_BY_STRANGER(SIGNER, ErrorCode.SIGNATURE, "signed with a self-signed certificate, included in the reply"),
    SIGNED_BY_NAMESAKE(SIGNER, ErrorCode.SIGNATURE, "signed with a copy of the CA's certificate that has another key"),
    SIGNED_BY_DEVICE(SIGNER, ErrorCode.SIGNATURE, "signed with a certificate that the CA issued to a device"),
    SIGNED_BY_EXPIRED_RA(SIGNER, ErrorCode.SIGNATURE, "signed by an RA of the CA whose certificate has expired"),
    SIGNED_BY_FUTURE_RA(SIGNER, ErrorCode.SIGNATURE, "signed by an RA of the CA whose certificate is not yet valid"),
    SIGNED_BY_UNRELATED_RA(SIGNER, ErrorCode.SIGNATURE, "signed by an RA of another CA"),

    SIGNED_BY_LISTED_DEVICE(
            LISTED_SIGNER, ErrorCode.SIGNATURE, "signed with a device's certificate, which GetCACert lists"),
    SIGNED_BY_LISTED_EXPIRED_RA(LISTED_SIGNER, ErrorCode.UNTRUSTED, "signed by a listed RA that has expired"),
    SIGNED_BY_LISTED_ENCIPHERING_RA(
            LISTED_SIGNER, ErrorCode.SIGNATURE, "signed by a listed RA whose keyUsage is keyEncipherment alone"),
    SIGNED_BY_RA_WITH_UNKNOWN_CRITICAL_EXTENSION(
            LISTED_SIGNER, ErrorCode.SIGNATURE, "signed by a listed RA with an unknown critical extension"),
    SIGNED_BY_RA_OUTSIDE_NAME_CONSTRAINTS(
            LISTED_SIGNER, ErrorCode.SIGNATURE, "signed by a listed RA whose name its CA's nameConstraints exclude"),
    SIGNED_BY_LISTED_STRANGER(LISTED_SIGNER, ErrorCode.SIGNATURE, "signed by a foreign root, which GetCACert lists"),
    SIGNED_BY_CROSS_CERTIFIER(
            LISTED_SIGNER, ErrorCode.SIGNATURE, "signed by a listed foreign root that certifies the CA's key"),

    NO_SIGNED_ATTRIBUTES(STRUCTURE, ErrorCode.MALFORMED, "the signature is over the content, without attributes"),
    MESSAGE_DIGEST_WRONG(STRUCTURE, ErrorCode.SIGNATURE, "the signed messageDigest is not that of the content"),
    MESSAGE_DIGEST_MISSING(STRUCTURE, ErrorCode.SIGNATURE, "there is no messageDigest attribute"),
    CONTENT_TYPE_ATTRIBUTE_WRONG(STRUCTURE, ErrorCode.SIGNATURE, "the contentType attribute is not the eContentType"),
    CONTENT_ALTERED(STRUCTURE, ErrorCode.SIGNATURE, "the content was changed after it was signed"),
    SIGNATURE_ALTERED(STRUCTURE, ErrorCode.SIGNATURE, "the signature is damaged"),
    SIGNATURE_EMPTY(STRUCTURE, ErrorCode.SIGNATURE, "the signature is empty"),
    TWO_SIGNERS(STRUCTURE, ErrorCode.MALFORMED, "there are two signers, the CA and a stranger"),
    NO_SIGNER(STRUCTURE, ErrorCode.MALFORMED, "there is no signer"),
    CONTENT_TYPE_UNKNOWN(STRUCTURE, ErrorCode.MALFORMED, "the eContentType is digestedData"),
    CONTENT_TYPE_ENVELOPED(STRUCTURE, ACCEPT, "the eContentType is envelopedData, as one server sends it"),
    DIGEST_MD5(STRUCTURE, ErrorCode.ALGORITHM_REFUSED, "with the CA's RSA key, digest and signature use MD5"),
    DIGEST_MISMATCH(STRUCTURE, ErrorCode.MALFORMED, "the signature algorithm uses an undeclared digest"),
    SIGNATURE_ALGORITHM_COMBINED(STRUCTURE, ACCEPT, "the signature algorithm names the digest too"),
    SIGNER_CERTIFICATE_MISSING(STRUCTURE, ACCEPT, "the reply does not include the signer's certificate"),
    BER_INDEFINITE(STRUCTURE, ACCEPT, "BER with indefinite lengths"),
    ATTRIBUTES_UNSORTED(STRUCTURE, ACCEPT, "the signed attributes are not in DER order, and are signed that way"),
    SIGNATURE_PSS(STRUCTURE, ACCEPT, "an RSA key signs with RSASSA-PSS"),
    NOT_SIGNED(STRUCTURE, ErrorCode.MALFORMED, "the envelope without SignedData"),

    EMPTY_BODY(BYTES, ErrorCode.MALFORMED, "status 200 and no body"),
    GARBAGE(BYTES, ErrorCode.MALFORMED, "random bytes"),
    TRUNCATED_TO_ONE_BYTE(BYTES, ErrorCode.MALFORMED, "only the first byte"),
    TRUNCATED_IN_LENGTH(BYTES, ErrorCode.MALFORMED, "the reply ends within its first length"),
    TRUNCATED_HALF(BYTES, ErrorCode.MALFORMED, "only the first half"),
    TRUNCATED_LAST_BYTE(BYTES, ErrorCode.MALFORMED, "the last byte is missing"),
    TRAILING_GARBAGE(BYTES, ErrorCode.MALFORMED, "more bytes after the reply"),
    LENGTH_HUGE(BYTES, ErrorCode.MALFORMED, "the outer length is two gigabytes"),
    NESTED_DEEPLY(BYTES, ErrorCode.MALFORMED, "a hundred thousand nested sequences"),

    HTML_200(HTTP, ErrorCode.MALFORMED, "a web page with status 200"),
    HTML_401(HTTP, ErrorCode.HTTP_STATUS, "a web page with status 401"),
    HTML_403(HTTP, ErrorCode.HTTP_STATUS, "a web page with status 403"),
    HTML_404(HTTP, ErrorCode.HTTP_STATUS, "a web page with status 404"),
    HTML_500(HTTP, ErrorCode.HTTP_STATUS, "a web page with status 500"),
    TEXT_500(HTTP, ErrorCode.HTTP_STATUS, "plain text with status 500"),
    CAUSE_IN_PAGE_400(HTTP, ErrorCode.HTTP_STATUS, "status 400, the cause in the page's body, as EJBCA sends it"),
    CAUSE_IN_PAGE_401(HTTP, ErrorCode.HTTP_STATUS, "status 401, the cause in the page's body, as EJBCA sends it"),
    BUSY_503(HTTP, ErrorCode.HTTP_STATUS, "status 503 with Retry-After"),
    NO_CONTENT_204(HTTP, ErrorCode.MALFORMED, "status 204 without a body"),
    STATUS_202_PENDING(HTTP, PENDING, "PENDING with status 202, as OpenXPKI sends it"),
    STATUS_400_FAILURE(HTTP, ErrorCode.FAILURE_BAD_REQUEST, "FAILURE with status 400, as OpenXPKI sends it"),
    STATUS_400_BARE_FAILURE(HTTP, ErrorCode.FAILURE_BAD_REQUEST, "badRequest without a text, with status 400"),
    STATUS_500_SUCCESS(HTTP, ErrorCode.HTTP_STATUS, "a valid reply with status 500"),
    CONTENT_TYPE_WRONG(HTTP, ACCEPT, "a valid reply with the type text/html"),
    CONTENT_TYPE_MISSING(HTTP, ACCEPT, "a valid reply without Content-Type"),
    REDIRECT_ELSEWHERE(HTTP, ErrorCode.HTTP_STATUS, "a redirect to another path, which a POST does not follow"),
    REDIRECT_LOOP(HTTP, ErrorCode.HTTP_STATUS, "a redirect to the same address, for ever"),

    CLOSED_BEFORE_STATUS(CONNECTION, ErrorCode.UNREACHABLE, "the connection is closed without an answer"),
    CLOSED_IN_BODY(CONNECTION, ErrorCode.UNREACHABLE, "Content-Length is longer than the body"),
    CLOSED_IN_CHUNK(CONNECTION, ErrorCode.UNREACHABLE, "a chunked body breaks off"),
    HANG(CONNECTION, ErrorCode.TIMEOUT, "no answer, and the connection stays open"),
    HANG_IN_BODY(CONNECTION, ErrorCode.TIMEOUT, "half of the body, and the connection stays open"),
    SLOW_DRIP(CONNECTION, ErrorCode.TIMEOUT, "one byte of the body per second"),
    ENDLESS_BODY(CONNECTION, ErrorCode.TOO_LARGE, "a body without an end"),

    CAPS_HTML(CAPABILITIES, ACCEPT, "a web page with status 200: no capabilities"),
    CAPS_404(CAPABILITIES, ACCEPT, "status 404: no capabilities"),
    CAPS_500(CAPABILITIES, ACCEPT, "status 500: no capabilities"),
    CAPS_EMPTY(CAPABILITIES, ACCEPT, "an empty list: no capabilities"),
    CAPS_UNUSUAL(CAPABILITIES, ACCEPT, "CRLF, other case, unknown keywords, wrong type, no final line end"),
    CAPS_WANT_IDENTIFIER(CAPABILITIES, ACCEPT, "status 404 unless message= is given, as EJBCA answers"),
    CAPS_WEAKENED(CAPABILITIES, ErrorCode.DOWNGRADE, "all at first; from the second response on only DES3 and SHA-1"),
    CAPS_CLOSED(CAPABILITIES, ACCEPT, "the connection is closed, as NDES may do: no capabilities"),
    CAPS_HANG(CAPABILITIES, ErrorCode.TIMEOUT, "no answer, and the connection stays open"),
    CAPS_ENDLESS(CAPABILITIES, ErrorCode.TOO_LARGE, "a list without an end"),

    CA_HTML(CA_CERTIFICATES, ErrorCode.MALFORMED, "a web page with status 200"),
    CA_404(CA_CERTIFICATES, ErrorCode.HTTP_STATUS, "a web page with status 404"),
    CA_EMPTY(CA_CERTIFICATES, ErrorCode.MALFORMED, "status 200 and no body"),
    CA_GARBAGE(CA_CERTIFICATES, ErrorCode.MALFORMED, "random bytes"),
    CA_TRUNCATED(CA_CERTIFICATES, ErrorCode.MALFORMED, "the certificates are truncated"),
    CA_NO_CERTIFICATES(CA_CERTIFICATES, ErrorCode.NOT_IN_REPLY, "a certificates-only message without certificates"),
    CA_STRANGER(CA_CERTIFICATES, ErrorCode.FINGERPRINT, "another CA's certificate"),
    CA_AND_STRANGER(CA_CERTIFICATES, ACCEPT, "the right certificates and another CA's"),
    CA_CROSS_CERTIFIED(
            CA_CERTIFICATES, ACCEPT, "a foreign root, and its certificate of the CA's key, before the right ones"),
    CA_AND_NAMESAKE(CA_CERTIFICATES, ACCEPT, "a newer CA of the same name with another key, before the right ones"),
    CA_AND_PREDECESSOR(CA_CERTIFICATES, ACCEPT, "the CA's former certificate with another key, before the right ones"),
    CA_RENEWED_OLD_FIRST(CA_CERTIFICATES, ACCEPT, "an older certificate of the CA with the same key first"),
    CA_RENEWED_OLD_LAST(CA_CERTIFICATES, ACCEPT, "an older certificate of the CA with the same key last"),
    CA_ANCESTOR_EXPIRED(CA_CERTIFICATES, ACCEPT, "a root that has expired above the right ones"),
    CA_MESH(CA_CERTIFICATES, ACCEPT, "ninety certificates of foreign CAs that certify each other and the CA"),
    CA_UNKNOWN_CURVE(
            CA_CERTIFICATES, ACCEPT, "a certificate on the curve FRP256v1, which Java lacks, beside the right ones"),
    CA_PEM(CA_CERTIFICATES, ACCEPT, "the right certificates in PEM"),
    CA_BASE64(CA_CERTIFICATES, ACCEPT, "the right certificates in base64"),
    CA_LINE_END(CA_CERTIFICATES, ACCEPT, "the right certificates and a line end"),
    CA_GZIP(CA_CERTIFICATES, ErrorCode.MALFORMED, "the right certificates compressed, though not requested"),
    CA_TYPE_WRONG(CA_CERTIFICATES, ACCEPT, "the right certificates with the type text/html"),
    CA_REDIRECT_LOOP(CA_CERTIFICATES, ErrorCode.HTTP_STATUS, "a redirect to the same address, for ever"),
    CA_HANG(CA_CERTIFICATES, ErrorCode.TIMEOUT, "no answer, and the connection stays open"),

    NEXT_CA_UNSIGNED(NEXT_CA, ErrorCode.MALFORMED, "the next certificates without a signature"),
    NEXT_CA_SIGNED_BY_ITSELF(NEXT_CA, ErrorCode.SIGNATURE, "signed by the next CA in place of the current one"),
    NEXT_CA_SIGNED_BY_STRANGER(NEXT_CA, ErrorCode.SIGNATURE, "signed with a certificate that the response includes"),
    NEXT_CA_ALTERED(NEXT_CA, ErrorCode.SIGNATURE, "the certificates were changed after they were signed"),
    NEXT_CA_WITHOUT_CERTIFICATES(NEXT_CA, ErrorCode.NOT_IN_REPLY, "signed, but without certificates"),
    NEXT_CA_SIGNED_BY_RA(NEXT_CA, ErrorCode.SIGNATURE, "signed by an RA of the CA"),
    NEXT_CA_SIGNED_BY_DEVICE(NEXT_CA, ErrorCode.SIGNATURE, "signed with a certificate that the CA issued to a device"),
    NEXT_CA_REPLAYED_REPLY(NEXT_CA, ErrorCode.MALFORMED, "a FAILURE of the CA, with a CA certificate that it issued"),
    NEXT_CA_WITH_SCEP_ATTRIBUTES(NEXT_CA, ErrorCode.MALFORMED, "the next certificates in a CertRep"),
    NEXT_CA_BESIDE_SIGNATURE(
            NEXT_CA, ErrorCode.UNTRUSTED, "signed without content, the certificates beside the signature"),
    NEXT_CA_IS_A_DEVICE(NEXT_CA, ErrorCode.UNTRUSTED, "a device's certificate, signed by the current CA"),
    NEXT_CA_HTML(NEXT_CA, ErrorCode.MALFORMED, "a web page with status 200");

    private final Layer layer;
    private final Expectation expectation;
    private final Optional<ErrorCode> code;
    private final String description;

    Fault(Layer layer, Expectation expectation, String description) {
        this.layer = layer;
        this.expectation = expectation;
        this.code = expectation == PENDING ? Optional.of(ErrorCode.STILL_PENDING) : Optional.empty();
        this.description = description;
    }

    Fault(Layer layer, ErrorCode code, String description) {
        this.layer = layer;
        this.expectation = code.id().startsWith(ErrorCode.FAILURE.id()) ? FAILURE : Expectation.REFUSE;
        this.code = Optional.of(code);
        this.description = description;
    }

    /** The name on the command line, for example {@code recipient-nonce-wrong}; it never changes. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Fault> of(String id) {
        return Arrays.stream(values()).filter(fault -> fault.id().equals(id)).findFirst();
    }

    /** One line that describes the fault. */
    public String description() {
        return description;
    }

    /** The part of the response that the fault affects. */
    public Layer layer() {
        return layer;
    }

    /** The operation whose response the fault affects. */
    public FaultyOperation operation() {
        return layer.operation();
    }

    /** The way in which a client must handle the response. */
    public Expectation expectation() {
        return expectation;
    }

    /** The error with which this project's commands end; empty where they accept the reply. */
    public Optional<ErrorCode> errorCode() {
        return code;
    }
}
