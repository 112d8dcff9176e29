package org.scepclient.cli.scepclient;

import java.util.List;
import java.util.stream.Stream;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.Suggestion;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.fault.Fault;
import picocli.CommandLine.Model.CommandSpec;

/** The options for faults of a test CA. */
final class TestCaFaults {
    private static final String FAULT = "--fault";
    private static final String LIST = "--list-faults";

    private TestCaFaults() {}

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(FAULT, "NAME", "Fault to simulate, to test a client; see " + LIST + ".")
                .build());
        spec.addOption(Options.flag(LIST, "List the faults and exit.").build());
    }

    /** Prints the list if requested. */
    static boolean listed(Arguments arguments, Report report) {
        if (!arguments.has(LIST)) {
            return false;
        }
        for (Fault fault : Fault.values()) {
            report.line(fault.id() + "  " + fault.description());
        }
        return true;
    }

    static void apply(Arguments arguments, TestCaConfigBuilder config) throws CommandException {
        if (arguments.has(FAULT)) {
            String name = arguments.value(FAULT);
            config.fault(Fault.of(name)
                    .orElseThrow(() -> CommandException.usage(
                            FAULT + ": unknown fault '" + name + "'; " + remedyForUnknown(name))));
        }
    }

    private static String remedyForUnknown(String name) {
        List<String> ids = Stream.of(Fault.values()).map(Fault::id).toList();
        return Suggestion.of(name, ids, "list them with " + LIST);
    }
}
