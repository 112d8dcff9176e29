package org.scepclient.it.server;

/**
 * Something a server cannot do, and how our command must end when it is asked all the same.
 *
 * @param reason for the table
 * @param exit the exit code
 */
record Shortcoming(String reason, int exit) {}
