/**
 * CMS (RFC 5652) as SCEP uses it: signed, enveloped and certificates-only data, keys and algorithms.
 *
 * <p>API: {@link AlgorithmPolicy}, {@link Algorithms}, {@link ContentCipher}, {@link DigestAlgorithm},
 * {@link ProviderKey}, {@link Signer}.
 *
 * <p>Internal: {@link CertificateDecoder}, {@link CertificatesOnly}, {@link EncodedTime}, {@link EnvelopeKey},
 * {@link EnvelopeReader}, {@link EnvelopeRecipient}, {@link EnvelopeWriter}, {@link PssParameters},
 * {@link SignedMessage}, {@link SignedMessageWriter}, {@link SubjectKeyIdentifier}, {@link UnreadableCertificate}.
 */
@NullMarked
package org.scepclient.cms;

import org.jspecify.annotations.NullMarked;
