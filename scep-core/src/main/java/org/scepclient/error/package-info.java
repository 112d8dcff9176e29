/** The failures of operations: one tree of checked exceptions, each with a stable code. */
@NullMarked
package org.scepclient.error;

import org.jspecify.annotations.NullMarked;
