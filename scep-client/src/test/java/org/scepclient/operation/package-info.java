/** The operations against a CA of the test's own making. */
@NullMarked
package org.scepclient.operation;

import org.jspecify.annotations.NullMarked;
