/** The page's own HTTPS server and what it answers. */
@NullMarked
package org.scepclient.web.server;

import org.jspecify.annotations.NullMarked;
