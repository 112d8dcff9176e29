/** Third-party SCEP servers, and the contract test that runs our two commands against each of them. */
@NullMarked
package org.scepclient.it.server;

import org.jspecify.annotations.NullMarked;
