package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;
import org.scepclient.pkcs10.CertificationRequest;

/** The text format of a pending enrollment. It is secret, since the request may contain a challengePassword. */
final class PendingText {
    private static final String HEAD = "scep-pending";
    private static final String VERSION = "1";

    private PendingText() {}

    static String encode(PendingEnrollment pending) {
        NamedLines text = NamedLines.begin()
                .put(HEAD, VERSION)
                .put("kind", pending.kind().id())
                .put("accepted", pending.accepted())
                .put("deadline", pending.times().deadline())
                .put("next-poll", pending.times().nextPoll())
                .put("ticket", pending.ticket().encode());
        pending.origin().write(text);
        pending.challengeFallback().ifPresent(request -> text.put("challengeFallback", request.der()));
        return text.toString();
    }

    static PendingEnrollment decode(String place, String text) throws StorageException {
        try {
            NamedLines lines = NamedLines.parse(place, text);
            if (!lines.value(HEAD).equals(VERSION)) {
                throw lines.damaged("unknown version", null);
            }
            return pending(place, lines);
        } catch (StorageException | ProtocolException | DateTimeException e) {
            throw new StorageException(place, "cannot read the pending request", e);
        }
    }

    private static PendingEnrollment pending(String place, NamedLines lines)
            throws StorageException, ProtocolException {
        return new PendingEnrollment(
                kind(lines),
                EnrollmentTicket.decode(place, lines.value("ticket")),
                challengeFallback(lines),
                lines.value("accepted").equals("true"),
                new PendingEnrollment.Times(
                        Instant.parse(lines.value("deadline")), Instant.parse(lines.value("next-poll"))),
                PendingEnrollment.Origin.read(lines));
    }

    private static Optional<CertificationRequest> challengeFallback(NamedLines lines)
            throws StorageException, ProtocolException {
        return lines.find("challengeFallback").isPresent()
                ? Optional.of(CertificationRequest.decode(lines.bytes("challengeFallback")))
                : Optional.empty();
    }

    private static EnrollmentKind kind(NamedLines lines) throws StorageException {
        String id = lines.value("kind");
        for (EnrollmentKind kind : EnrollmentKind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw lines.damaged("unknown kind '" + id + "'", null);
    }
}
