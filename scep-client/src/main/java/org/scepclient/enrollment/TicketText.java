package org.scepclient.enrollment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.CertificateEncodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;

/** A ticket as text: lines of the form {@code name: value}, with DER as Base64. */
final class TicketText {
    private static final String HEAD = "scep-enrollment: 1";

    private TicketText() {}

    static String encode(EnrollmentTicket ticket) {
        return String.join(
                "\n",
                HEAD,
                "transaction: " + base64(ticket.transactionId().value().getBytes(UTF_8)),
                "key: " + base64(ticket.keyReference().getBytes(UTF_8)),
                "since: " + ticket.since(),
                "polls: " + ticket.polls(),
                "request: " + base64(ticket.request().der().toArray()),
                "signer: " + base64(encoded(ticket)),
                "");
    }

    /**
     * Decodes a ticket.
     *
     * @param place the source of the text, for error messages
     */
    static EnrollmentTicket decode(String place, String text) throws StorageException {
        if (!text.startsWith(HEAD + "\n")) {
            throw new StorageException(place, "expected a stored enrollment that starts with '" + HEAD + "'");
        }
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        try {
            return ticket(new Fields(place, values));
        } catch (ProtocolException | DateTimeException | IllegalArgumentException e) {
            throw new StorageException(place, "the stored enrollment is damaged", e);
        }
    }

    private static EnrollmentTicket ticket(Fields fields) throws StorageException, ProtocolException {
        return new EnrollmentTicket(
                new TransactionId(fields.text("transaction")),
                CertificationRequest.decode(fields.bytes("request")),
                new CertificateDecoder().certificate(fields.bytes("signer")),
                fields.text("key"),
                Instant.parse(fields.value("since")),
                Integer.parseInt(fields.value("polls")));
    }

    private record Fields(String place, Map<String, String> values) {
        String value(String name) throws StorageException {
            String value = values.get(name);
            if (value == null) {
                throw new StorageException(place, "the stored enrollment lacks '" + name + "'");
            }
            return value;
        }

        Bytes bytes(String name) throws StorageException {
            return Bytes.of(Base64.getDecoder().decode(value(name)));
        }

        String text(String name) throws StorageException {
            return new String(bytes(name).toArray(), UTF_8);
        }
    }

    private static byte[] encoded(EnrollmentTicket ticket) {
        try {
            return ticket.signer().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
        }
    }

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }
}
