/** A SCEP server in memory, for tests and the demo. */
@NullMarked
package org.scepclient.testca;

import org.jspecify.annotations.NullMarked;
