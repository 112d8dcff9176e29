/** A small CA based on Bouncy Castle, for peers without their own. Shares no code with the product. */
@NullMarked
package org.scepclient.it.pki;

import org.jspecify.annotations.NullMarked;
