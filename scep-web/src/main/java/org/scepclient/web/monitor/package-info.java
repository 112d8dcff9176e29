/** The automation's state for machines that watch it. */
@NullMarked
package org.scepclient.web.monitor;

import org.jspecify.annotations.NullMarked;
