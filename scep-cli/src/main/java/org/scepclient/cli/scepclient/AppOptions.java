package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.agent.schedule.DeviceClock;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Environment;
import org.scepclient.cli.Report;
import org.scepclient.cli.Version;
import org.scepclient.error.ErrorCode;

/** Access of a command to the router app. */
final class AppOptions {
    /** Set where the lines of this process go to the system log. */
    private static final String LOG_PRIORITIES = "SCEPCLIENT_LOG_PRIORITIES";

    private AppOptions() {}

    /** The app's context; it logs to standard error, for the system log or a person. */
    static AgentContext agent(Report report, CommandContext context) throws CommandException {
        RunLog log = "1".equals(context.environment().get(LOG_PRIORITIES))
                ? (priority, line) -> context.console().log(priority.number(), line)
                : (priority, line) -> report.notice(line);
        return AgentContext.ofDevice(paths(context.environment()), Version.built(), log)
                .withClock(new DeviceClock(context.clock()))
                .withSleeper(context.sleeper());
    }

    /** The paths of the app, from the environment and the launcher's directory. */
    static AppPaths paths(Environment environment) throws CommandException {
        Map<String, String> variables = new HashMap<>();
        for (String name : new String[] {"SCEPCLIENT_DATA", "SCEPCLIENT_SETTINGS"}) {
            String value = environment.get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        String home = System.getProperty("scepclient.home", "");
        if (home.isEmpty() && variables.size() < 2) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    "cannot find the app's files, because its launcher did not start this process; set SCEPCLIENT_DATA"
                            + " and SCEPCLIENT_SETTINGS");
        }
        return AppPaths.of(variables, Path.of(home));
    }
}
