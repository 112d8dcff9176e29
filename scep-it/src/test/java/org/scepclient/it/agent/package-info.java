/** The router app's automation in the package, against third-party servers and under failures. */
@NullMarked
package org.scepclient.it.agent;

import org.jspecify.annotations.NullMarked;
