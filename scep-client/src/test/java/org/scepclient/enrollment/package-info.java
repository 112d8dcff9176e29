/** Tests of the state machine with a clock that only sleeping advances. */
@NullMarked
package org.scepclient.enrollment;

import org.jspecify.annotations.NullMarked;
