/**
 * The ways in which the test CA misbehaves on request.
 *
 * <p>API: {@link Expectation}, {@link Fault}, {@link FaultyOperation}, {@link Layer}.
 *
 * <p>Internal: {@link ActiveFault}, {@link CaFaults}, {@link CrlFaults}, {@link FaultyReply}, {@link ListedSigners}.
 */
@NullMarked
package org.scepclient.testca.fault;

import org.jspecify.annotations.NullMarked;
