/** Third-party SCEP clients, and the contract test that runs each of them against our test CA. */
@NullMarked
package org.scepclient.it.client;

import org.jspecify.annotations.NullMarked;
