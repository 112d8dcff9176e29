/** One device's automation: the run that enrolls and renews, the form that runs all the time, and its state. */
@NullMarked
package org.scepclient.agent.automation;

import org.jspecify.annotations.NullMarked;
