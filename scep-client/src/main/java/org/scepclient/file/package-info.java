/** Files that are written whole or not at all. */
@NullMarked
package org.scepclient.file;

import org.jspecify.annotations.NullMarked;
