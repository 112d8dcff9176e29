/** The settings of the router app: keys, rules, and the settings file. */
@NullMarked
package org.scepclient.agent.settings;

import org.jspecify.annotations.NullMarked;
