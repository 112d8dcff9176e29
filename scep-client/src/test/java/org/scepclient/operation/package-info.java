/** Tests of the operations with a CA in the test. */
@NullMarked
package org.scepclient.operation;

import org.jspecify.annotations.NullMarked;
