/**
 * Enrollment at a CA: {@link ScepClient} connects to a server and recognizes its CA; an {@link EnrollmentSession}
 * enrolls, renews and resumes.
 *
 * <p>API: {@link CaRecognizer}, {@link ClientSettings}, {@link Enrollment}, {@link EnrollmentListener},
 * {@link EnrollmentOrder}, {@link EnrollmentSession}, {@link EnrollmentTicket}, {@link KnownOffer},
 * {@link Polling}, {@link RecognizedCa}, {@link RequestStore}, {@link ScepClient}.
 */
@NullMarked
package org.scepclient.enrollment;

import org.jspecify.annotations.NullMarked;
