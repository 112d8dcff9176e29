package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.operation.CapabilitiesResponse;

/** {@code getcaps}: asks what the server can do. */
final class GetCapsCommand implements Command {
    private final Invocation invocation;

    GetCapsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public int run() throws ScepException, CommandException {
        CapabilitiesResponse answer = new ServerAccess(invocation)
                .server()
                .capabilitiesResponse(GetCaCommand.identifier(invocation.settings()));
        if (answer.closed().isPresent()) {
            // Scripts test with this operation whether a server is there.
            throw answer.closed().get();
        }
        CaCapabilities capabilities = answer.capabilities();
        Report report = invocation.report();
        List<String> keywords = new ArrayList<>();
        for (Capability capability : capabilities.known()) {
            keywords.add(capability.keyword());
        }
        for (String word : capabilities.unknown()) {
            report.warning("unknown capability " + word);
        }
        report.line("scep capabilities: " + String.join(", ", keywords));
        answer.reason().ifPresent(reason -> {
            report.warning("no capabilities: " + reason);
            report.facts().put("noCapabilities", reason);
        });
        report.facts().putStrings("capabilities", keywords).putStrings("unknown", capabilities.unknown());
        return SUCCESS;
    }
}
