/**
 * Decisions of the test CA about each message: grant, pending or refusal.
 *
 * <p>API: {@link Approval}, {@link PendingRequest}.
 *
 * <p>Internal: {@link Authorities}, {@link PkiService}, {@link ServiceRules}, {@link Transactions}.
 */
@NullMarked
package org.scepclient.testca.service;

import org.jspecify.annotations.NullMarked;
