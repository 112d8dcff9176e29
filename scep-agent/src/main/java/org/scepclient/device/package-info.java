/** What the device tells about itself. */
@NullMarked
package org.scepclient.device;

import org.jspecify.annotations.NullMarked;
