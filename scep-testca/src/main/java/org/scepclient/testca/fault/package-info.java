/** The ways in which the test CA misbehaves on request. */
@NullMarked
package org.scepclient.testca.fault;

import org.jspecify.annotations.NullMarked;
