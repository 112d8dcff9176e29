/** Deployment of the enrolled key and certificate into the configuration files of services. */
@NullMarked
package org.scepclient.agent.deployment;

import org.jspecify.annotations.NullMarked;
