package org.scepclient.message;

import java.time.Instant;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.trust.CaCertificates;

/**
 * What a reply must match to be accepted.
 *
 * @param request the message that it answers
 * @param ca the certificates that may have signed it
 * @param key opens its envelope
 * @param now when the signer's certificate must be valid
 */
public record ReplyExpectation(RequestMessage request, CaCertificates ca, EnvelopeKey key, Instant now) {}
