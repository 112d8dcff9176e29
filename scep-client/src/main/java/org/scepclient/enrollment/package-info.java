/** The enrollment state machine of RFC 8894 §2.5.1 as values: asked, pending, issued, refused. */
@NullMarked
package org.scepclient.enrollment;

import org.jspecify.annotations.NullMarked;
