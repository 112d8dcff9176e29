/** The automation's state for monitoring systems. */
@NullMarked
package org.scepclient.web.monitor;

import org.jspecify.annotations.NullMarked;
