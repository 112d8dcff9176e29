/** The operations of RFC 8894 §4 against a server: what is asked, and when an answer counts. */
@NullMarked
package org.scepclient.operation;

import org.jspecify.annotations.NullMarked;
