package org.scepclient.cli.scepclient;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Environment;
import org.scepclient.cli.Report;
import org.scepclient.cli.Version;
import org.scepclient.error.ErrorCode;

/** The router app around a command: where it is installed, and what it works with. */
final class AppOptions {
    private AppOptions() {}

    /** With the log on the standard error, where the system's log or a person reads it. */
    static AgentContext agent(Report report, CommandContext context) throws CommandException {
        RunLog log = report::notice;
        AgentContext device = AgentContext.ofDevice(paths(context.environment()), Version.built(), log);
        return new AgentContext(
                device.paths(),
                device.operations(),
                context.clock(),
                context.sleeper(),
                device.random(),
                device.built(),
                device.serialNumbers(),
                log);
    }

    /** By the environment, and by where the launcher stands. */
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
                    "the app's place is not known, because it was not started by its launcher; set SCEPCLIENT_DATA and"
                            + " SCEPCLIENT_SETTINGS");
        }
        return AppPaths.of(variables, Path.of(home));
    }
}
