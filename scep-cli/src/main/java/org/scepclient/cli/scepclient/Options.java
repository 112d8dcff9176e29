package org.scepclient.cli.scepclient;

import java.util.List;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Program;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Declares options; every value is parsed as text, so that this program words its errors. */
final class Options {
    static final String HELP = "--help";
    static final String JSON = Program.JSON;

    private Options() {}

    /**
     * A command with {@code --help}.
     *
     * @param summary one line for the list of commands
     */
    static CommandSpec command(String summary, String... description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage()
                .header(summary)
                .description(description)
                .sortOptions(false)
                .abbreviateSynopsis(true);
        spec.addOption(OptionSpec.builder("-h", HELP)
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
        return spec;
    }

    static OptionSpec.Builder flag(String name, String... description) {
        return OptionSpec.builder(name).type(boolean.class).description(description);
    }

    static OptionSpec.Builder value(String name, String label, String... description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .arity("1")
                .description(description);
    }

    static OptionSpec.Builder required(String name, String label, String... description) {
        return value(name, label, description).required(true);
    }

    /** The error for a value that is not among the choices of an option. */
    static CommandException unexpected(String option, List<String> choices, String value) {
        int last = choices.size() - 1;
        String list = String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
        return CommandException.usage(option + ": expected " + list + ", found '" + value + "'");
    }

    static OptionSpec json() {
        return flag(JSON, "Print one JSON object instead of text.").build();
    }
}
