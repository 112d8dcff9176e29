package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.List;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.cli.CommandException;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.server.WebServer;
import org.scepclient.web.server.WebServerState;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient web}: the router app's page. */
final class WebCommand implements Command {
    private static final String LINK = "--link";
    private static final String ROUTER = "--router";
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows the router app's web page.",
                "Serves the page by HTTPS at the address of the settings until it was unused for the time of the settings,"
                        + " but never ends in the middle of a run.");
        spec.addOption(
                Options.flag(LINK, "Print a link that opens the page once within a minute, without the password.")
                        .build());
        spec.addOption(Options.flag(
                        ROUTER,
                        "For the router's own page: the address is the one at which its web server, which set the"
                                + " environment (RFC 3875), was reached. With " + LINK
                                + ", wait until the page is there.")
                .build());
        return spec;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        AgentContext context = AppOptions.context(invocation);
        if (invocation.has(ROUTER)) {
            router(context, invocation);
        } else if (invocation.has(LINK)) {
            link(context, invocation);
        } else {
            show(context, value(context, Setting.WEB_ADDRESS), invocation);
        }
        return SUCCESS;
    }

    private static void router(AgentContext context, Invocation invocation) throws ScepException {
        if (invocation.has(LINK)) {
            invocation.surroundings().console().print(new RouterEntry(context, invocation).link());
            return;
        }
        try {
            RouterEntry entry = new RouterEntry(context, invocation);
            if (!entry.isShown()) {
                show(context, entry.address(), invocation);
            }
        } catch (ScepException | InvalidInputException e) {
            // Whoever clicked waits for it in another process.
            new WebServerState(context.paths().data()).writeProblem(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static void show(AgentContext context, String address, Invocation invocation) throws ScepException {
        try (Interruption interruption = Interruption.normalEnd()) {
            try (WebServer page = WebServer.start(context, context.store(), address)) {
                invocation.report().notice("the page is at https://" + page.address());
                waitForTheEnd(page, invocation, minutes(value(context, Setting.WEB_IDLE)));
            }
            interruption.finished();
        }
    }

    private static void link(AgentContext context, Invocation invocation) throws ScepException {
        List<String> shown = new WebServerState(context.paths().data()).addresses();
        String address = shown.isEmpty() ? value(context, Setting.WEB_ADDRESS) : shown.getFirst();
        if (shown.isEmpty()) {
            invocation
                    .report()
                    .notice("no page is shown now; start it within a minute, with 'run' or 'web' of this command");
        }
        String word = new OneTimeLink(context.paths().data(), context.clock(), context.random()).create();
        invocation
                .surroundings()
                .console()
                .print("https://" + address + value(context, Setting.WEB_PREFIX) + "/link?word=" + word);
    }

    /** The time is counted by waits, because a router's clock jumps when it learns the time. */
    private static void waitForTheEnd(WebServer page, Invocation invocation, Duration limit) {
        try {
            Duration unused = Duration.ZERO;
            while (limit.isZero() || unused.compareTo(limit) < 0) {
                invocation.sleeper().sleep(LOOK);
                page.listenOnRequestedAddress();
                unused = page.usedSinceLastCall() ? Duration.ZERO : unused.plus(LOOK);
            }
            page.close();
            page.awaitRun();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration minutes(String number) {
        return number.matches("[0-9]{1,6}") ? Duration.ofMinutes(Long.parseLong(number)) : Duration.ofMinutes(15);
    }

    private static String value(AgentContext context, Setting setting) throws ScepException {
        return context.settingsFile().read().getOrDefault(setting, setting.defaultValue());
    }
}
