/** Decisions of the test CA about each message: grant, pending or refusal. */
@NullMarked
package org.scepclient.testca.service;

import org.jspecify.annotations.NullMarked;
