/** When something is due: the renewal of a certificate, the next check, and whether the clock can be believed. */
@NullMarked
package org.scepclient.agent.schedule;

import org.jspecify.annotations.NullMarked;
