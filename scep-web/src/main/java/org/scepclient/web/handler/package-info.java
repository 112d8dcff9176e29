/** Handlers for groups of URLs, and the routes to them. */
@NullMarked
package org.scepclient.web.handler;

import org.jspecify.annotations.NullMarked;
