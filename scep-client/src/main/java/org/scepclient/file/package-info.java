/** Files that are written atomically and durably. */
@NullMarked
package org.scepclient.file;

import org.jspecify.annotations.NullMarked;
