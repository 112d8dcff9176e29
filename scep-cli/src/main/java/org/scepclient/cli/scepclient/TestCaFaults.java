package org.scepclient.cli.scepclient;

import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.fault.Fault;
import picocli.CommandLine.Model.CommandSpec;

/** The ways in which a test CA can misbehave. */
final class TestCaFaults {
    private static final String FAULT = "--fault";
    private static final String LIST = "--list-faults";

    private TestCaFaults() {}

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(FAULT, "NAME", "Misbehave in one way, to try a client; see " + LIST + ".")
                .build());
        spec.addOption(
                Options.flag(LIST, "Show the ways to misbehave and exit.").build());
    }

    /** Shows the list, if it is asked for. */
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
            Optional<Fault> fault = Fault.of(name);
            config.fault(fault.orElseThrow(() ->
                    CommandException.usage(FAULT + ": there is no fault '" + name + "'; " + LIST + " shows them")));
        }
    }
}
