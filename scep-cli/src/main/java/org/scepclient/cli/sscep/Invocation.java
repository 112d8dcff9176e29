package org.scepclient.cli.sscep;

import java.time.Clock;
import org.scepclient.cli.Surroundings;
import org.scepclient.transport.Sleeper;

/**
 * One run of the command: what it was asked, where it tells, and the world it runs in.
 */
record Invocation(Settings settings, Report report, Surroundings surroundings, Clock clock, Sleeper sleeper) {}
