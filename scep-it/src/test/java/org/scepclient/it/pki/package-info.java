/** A small CA made with Bouncy Castle, for peers that bring none of their own. Shares no code with the product. */
@NullMarked
package org.scepclient.it.pki;

import org.jspecify.annotations.NullMarked;
