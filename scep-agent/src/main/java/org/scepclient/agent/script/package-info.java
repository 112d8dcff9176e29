/** Success and failure scripts, and their results. */
@NullMarked
package org.scepclient.agent.script;

import org.jspecify.annotations.NullMarked;
