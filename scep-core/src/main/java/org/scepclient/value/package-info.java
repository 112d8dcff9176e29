/** Values and text that all packages share: byte strings, secrets, printable text. */
@NullMarked
package org.scepclient.value;

import org.jspecify.annotations.NullMarked;
