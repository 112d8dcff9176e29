/** The automation of one device: enrollment and renewal runs, the long-running service, and the status. */
@NullMarked
package org.scepclient.agent.automation;

import org.jspecify.annotations.NullMarked;
