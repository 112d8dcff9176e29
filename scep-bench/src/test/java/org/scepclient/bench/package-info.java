@NullMarked
package org.scepclient.bench;

import org.jspecify.annotations.NullMarked;
