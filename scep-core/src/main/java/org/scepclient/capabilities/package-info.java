/** The capabilities of a CA (RFC 8894 §3.5) and the algorithms chosen from them. */
@NullMarked
package org.scepclient.capabilities;

import org.jspecify.annotations.NullMarked;
