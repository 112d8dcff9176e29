/**
 * Replies of the test CA, before and after signing.
 *
 * <p>Internal: {@link ReplyDraft}, {@link ReplyWriter}.
 */
@NullMarked
package org.scepclient.testca.reply;

import org.jspecify.annotations.NullMarked;
