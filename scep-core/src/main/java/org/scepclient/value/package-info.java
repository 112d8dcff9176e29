/** Values used everywhere: byte strings and secrets. */
@NullMarked
package org.scepclient.value;

import org.jspecify.annotations.NullMarked;
