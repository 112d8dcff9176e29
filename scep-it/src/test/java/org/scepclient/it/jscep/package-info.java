/** The peer jscep: its client, and a CA on its servlet. */
@NullMarked
package org.scepclient.it.jscep;

import org.jspecify.annotations.NullMarked;
