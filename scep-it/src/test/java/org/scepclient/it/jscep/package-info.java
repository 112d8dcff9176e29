/** The peer jscep: a CA on its servlet, for our commands to enroll at. */
@NullMarked
package org.scepclient.it.jscep;

import org.jspecify.annotations.NullMarked;
