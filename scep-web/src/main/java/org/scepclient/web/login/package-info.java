/** Authentication: password, one-time link, sessions. */
@NullMarked
package org.scepclient.web.login;

import org.jspecify.annotations.NullMarked;
