package org.scepclient.message;

import java.time.Instant;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.trust.CaCertificates;

/**
 * The context that decides whether a reply is accepted.
 *
 * @param request the message to which it replies
 * @param ca the certificates that may sign it
 * @param key the key for its envelope
 * @param now the time at which the signer's certificate must be valid
 */
public record ReplyExpectation(RequestMessage request, CaCertificates ca, EnvelopeKey key, Instant now) {}
