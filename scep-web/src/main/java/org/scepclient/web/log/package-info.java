/** Log lines for display: recent lines of this process, and the system log. */
@NullMarked
package org.scepclient.web.log;

import org.jspecify.annotations.NullMarked;
