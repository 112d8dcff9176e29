/** What a CA offers (RFC 8894 §3.5) and what is chosen from it. */
@NullMarked
package org.scepclient.capabilities;

import org.jspecify.annotations.NullMarked;
