/** A look at the server that was typed, before anything is saved. */
@NullMarked
package org.scepclient.web.connection;

import org.jspecify.annotations.NullMarked;
