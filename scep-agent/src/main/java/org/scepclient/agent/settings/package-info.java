/** The settings of the router app: what they are, what they may be, and the file in which they stand. */
@NullMarked
package org.scepclient.agent.settings;

import org.jspecify.annotations.NullMarked;
