/** The enrollment state machine of RFC 8894 §2.5.1 as values: pending, issued, refused, given up. */
@NullMarked
package org.scepclient.enrollment;

import org.jspecify.annotations.NullMarked;
