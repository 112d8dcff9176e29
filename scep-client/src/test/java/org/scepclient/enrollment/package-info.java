/** The state machine, with a clock that only sleeping moves. */
@NullMarked
package org.scepclient.enrollment;

import org.jspecify.annotations.NullMarked;
