package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.ShutdownHook;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.transport.Sleeper;
import org.scepclient.web.cgi.CgiEntryPoint;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.WebServer;
import org.scepclient.web.server.WebServerState;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient web}: the router app's page. */
final class WebCommand implements Command {
    private static final String LINK = "--link";
    private static final String ROUTER = "--router";
    private static final String HTTP_HOST = "--http-host";
    private static final String SERVER_ADDR = "--server-addr";
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration DEFAULT_IDLE = Duration.ofMinutes(15);

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Serves the router app's web page.",
                "Serves the page by HTTPS at the configured address until it has been idle for the configured time,"
                        + " but never ends during a run. Prints a link that opens the page once within a minute.");
        spec.addOption(
                Options.flag(LINK, "Print a link that opens the page once within a minute, without the password.")
                        .build());
        spec.addOption(Options.flag(
                        ROUTER,
                        "For the router's own page: serve at the address where its web server, which set the"
                                + " environment (RFC 3875), was reached. With " + LINK
                                + ", wait until the page is served.")
                .build());
        spec.addOption(Options.value(
                        HTTP_HOST,
                        "NAME",
                        "With " + ROUTER + ": HTTP_HOST of the request, in place of the environment, which the scripts"
                                + " of the page inherit.")
                .build());
        spec.addOption(Options.value(SERVER_ADDR, "ADDRESS", "With " + ROUTER + ": SERVER_ADDR of the request.")
                .build());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        AgentContext agent = AppOptions.agent(report, context);
        if (arguments.has(LINK)) {
            context.console()
                    .print(
                            arguments.has(ROUTER)
                                    ? entryPoint(arguments, agent, context).link()
                                    : link(agent));
        } else if (arguments.has(ROUTER)) {
            serveUnlessRunning(arguments, agent, context);
        } else {
            serve(agent, value(agent, Setting.WEB_ADDRESS), context, () -> printLink(agent, context));
        }
        return SUCCESS;
    }

    private static CgiEntryPoint entryPoint(Arguments arguments, AgentContext agent, CommandContext context)
            throws ScepException {
        Map<String, Optional<String>> given =
                Map.of("HTTP_HOST", arguments.text(HTTP_HOST), "SERVER_ADDR", arguments.text(SERVER_ADDR));
        return new CgiEntryPoint(
                agent,
                name -> given.getOrDefault(name, Optional.empty())
                        .orElseGet(() -> context.environment().get(name)),
                context.sleeper());
    }

    private static void serveUnlessRunning(Arguments arguments, AgentContext agent, CommandContext context)
            throws ScepException {
        try {
            CgiEntryPoint entry = entryPoint(arguments, agent, context);
            if (!entry.isServed()) {
                serve(agent, entry.address(), context, () -> {});
            }
        } catch (ScepException | InvalidInputException e) {
            if (e instanceof ScepException active && active.code() == ErrorCode.RUN_ACTIVE) {
                // It was started at the same time; the process that makes the link waits for it.
                return;
            }
            // The process that makes the link reports it to the browser.
            new WebServerState(agent.dataDirectory()).writeProblem(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /**
     * Serves the page until it is idle, unless its link is lost.
     *
     * @param onStart called when the page can be opened
     */
    private static void serve(AgentContext agent, String address, CommandContext context, Runnable onStart)
            throws ScepException {
        try (ShutdownHook hook = new ShutdownHook()) {
            hook.install();
            hook.exitWithSuccess();
            try (WebServer page = WebServer.start(agent, agent.store(), address)) {
                agent.log().info("the page is at https://" + page.address() + value(agent, Setting.WEB_PREFIX));
                onStart.run();
                if (!context.console().out().isLost()) {
                    awaitIdle(page, context.sleeper(), minutes(value(agent, Setting.WEB_IDLE)));
                }
            }
        }
    }

    /** For the person who started the page. The link works once and for a minute; it goes to standard output, not to a log. */
    private static void printLink(AgentContext agent, CommandContext context) {
        try {
            context.console().print(link(agent));
        } catch (ScepException e) {
            agent.log().info("cannot make a link to the page: " + e.getMessage());
        }
    }

    private static String link(AgentContext agent) throws ScepException {
        List<String> served = new WebServerState(agent.dataDirectory()).addresses();
        if (served.isEmpty()) {
            agent.log()
                    .warning("the page is not running; start it within a minute with 'scepclient run' or"
                            + " 'scepclient web'");
        }
        String address = served.isEmpty() ? value(agent, Setting.WEB_ADDRESS) : served.getFirst();
        String word = new OneTimeLink(agent.dataDirectory(), agent.monotonicClock(), agent.random()).create();
        return "https://" + address + value(agent, Setting.WEB_PREFIX) + "/link?word=" + word;
    }

    /** Counts ticks instead of comparing times, because a router's clock jumps when it is set. */
    private static void awaitIdle(WebServer page, Sleeper sleeper, Duration limit) {
        try {
            Duration idle = Duration.ZERO;
            while (limit.isZero() || idle.compareTo(limit) < 0) {
                sleeper.sleep(TICK);
                page.listenOnRequestedAddress();
                idle = page.usedSinceLastCall() ? Duration.ZERO : idle.plus(TICK);
            }
            page.close();
            page.awaitRun();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration minutes(String number) {
        return number.matches("[0-9]{1,6}") ? Duration.ofMinutes(Long.parseLong(number)) : DEFAULT_IDLE;
    }

    private static String value(AgentContext agent, Setting setting) throws ScepException {
        return agent.settingsFile().read().getOrDefault(setting, setting.defaultValue());
    }
}
