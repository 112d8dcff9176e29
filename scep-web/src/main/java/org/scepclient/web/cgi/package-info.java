/** Access from the web server of the router, by CGI. */
@NullMarked
package org.scepclient.web.cgi;

import org.jspecify.annotations.NullMarked;
