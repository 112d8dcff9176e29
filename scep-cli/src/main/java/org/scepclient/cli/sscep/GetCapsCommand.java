package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.caps.CaCapabilities;
import org.scepclient.caps.Capability;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;

/** {@code getcaps}: asks what the server can do. */
final class GetCapsCommand implements Command {
    private final Invocation invocation;

    GetCapsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public int run() throws ScepException, CommandException {
        CaCapabilities capabilities = new ServerAccess(invocation).server().capabilities();
        Report report = invocation.report();
        List<String> keywords = new ArrayList<>();
        for (Capability capability : capabilities.known()) {
            keywords.add(capability.keyword());
        }
        for (String word : capabilities.unknown()) {
            report.warning("unknown capability " + word);
        }
        report.line("scep capabilities: " + String.join(", ", keywords));
        report.facts().putStrings("capabilities", keywords).putStrings("unknown", capabilities.unknown());
        return SUCCESS;
    }
}
