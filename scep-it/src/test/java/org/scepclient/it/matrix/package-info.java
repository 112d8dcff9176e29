/** The table of peers and operations: which test fills which cell, and how it is written down. */
@NullMarked
package org.scepclient.it.matrix;

import org.jspecify.annotations.NullMarked;
