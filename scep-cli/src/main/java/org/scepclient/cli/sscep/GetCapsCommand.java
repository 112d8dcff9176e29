package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.operation.CapabilitiesResponse;

/** {@code getcaps}: queries the capabilities of the server. */
final class GetCapsCommand implements Command {
    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        CapabilitiesResponse response = new ServerAccess(settings, report, context)
                .server()
                .capabilitiesResponse(GetCaCommand.identifier(settings));
        if (response.closed().isPresent()) {
            // Scripts use this operation to test whether a server is reachable.
            throw response.closed().get();
        }
        CaCapabilities capabilities = response.capabilities();
        List<String> keywords = new ArrayList<>();
        for (Capability capability : capabilities.known()) {
            keywords.add(capability.keyword());
        }
        for (String word : capabilities.unknown()) {
            report.notice("unknown capability " + word);
        }
        report.info("scep capabilities: " + String.join(", ", keywords));
        response.reason().ifPresent(reason -> {
            report.verbose("no capabilities: " + reason);
            report.facts().put("noCapabilities", reason);
        });
        report.facts().putStrings("capabilities", keywords).putStrings("unknown", capabilities.unknown());
        return SUCCESS;
    }
}
