/** The HTTPS server: listeners, dispatch of requests, and the state that other processes read. */
@NullMarked
package org.scepclient.web.server;

import org.jspecify.annotations.NullMarked;
