/** Times of renewals and checks, and plausibility of the clock. */
@NullMarked
package org.scepclient.agent.schedule;

import org.jspecify.annotations.NullMarked;
