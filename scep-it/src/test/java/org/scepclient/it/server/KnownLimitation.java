package org.scepclient.it.server;

/**
 * An operation that a server does not support, and the result that our command must then have.
 *
 * @param reason for the table
 * @param exit the exit code
 */
record KnownLimitation(String reason, int exit) {}
