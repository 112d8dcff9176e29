package org.scepclient.cli.scepclient;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** How options are declared; every value is read as text, so that its errors can be in our own words. */
final class Options {
    static final String HELP = "--help";
    static final String JSON = "--json";

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

    static OptionSpec json() {
        return flag(JSON, "Print one JSON object instead of text.").build();
    }
}
