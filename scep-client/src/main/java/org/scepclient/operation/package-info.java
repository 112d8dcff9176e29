/** The operations of RFC 8894 §4: requests to a server and checks of its responses. */
@NullMarked
package org.scepclient.operation;

import org.jspecify.annotations.NullMarked;
