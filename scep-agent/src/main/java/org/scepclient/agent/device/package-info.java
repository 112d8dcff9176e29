/** What the device tells about itself. */
@NullMarked
package org.scepclient.agent.device;

import org.jspecify.annotations.NullMarked;
