package org.scepclient.cli.sscep;

import org.scepclient.cli.Version;

/** The usage text, made from the option table. */
final class Usage {
    private static final int COLUMN = 24;

    private Usage() {}

    /** The whole text for a command that was called by {@code name}. */
    static String text(String name) {
        StringBuilder text = new StringBuilder(4096);
        text.append('\n').append(version(name)).append("\n\nUsage: ");
        text.append(name).append(" OPERATION [OPTIONS]\n\nAvailable OPERATIONs are\n");
        for (Operation operation : Operation.values()) {
            line(text, operation.id(), operation.help());
        }
        text.append("\nGeneral OPTIONS\n");
        for (Option option : Option.values()) {
            if (isGeneral(option)) {
                line(text, synopsis(option), option.help());
            }
        }
        for (Operation operation : Operation.values()) {
            ofOperation(text, operation);
        }
        return text.append("\nExit codes: 0 success, 1 arguments, 2 refused, 3 pending, 70-74 refused with a reason,"
                        + "\n89 time-out, 91 self-signed certificate, 93 file, 95 network, 97 message\n")
                .toString();
    }

    static String version(String name) {
        return name + " version " + Version.text() + " (scepClient)";
    }

    private static void ofOperation(StringBuilder text, Operation operation) {
        boolean first = true;
        for (Option option : Option.values()) {
            if (!isGeneral(option) && option.concerns(operation)) {
                if (first) {
                    text.append("\nOPTIONS for OPERATION ")
                            .append(operation.id())
                            .append(" are\n");
                    first = false;
                }
                line(text, synopsis(option), option.help(operation));
            }
        }
    }

    /** Whether an option has the same meaning for most operations, and is listed once. */
    static boolean isGeneral(Option option) {
        boolean everywhere = option.concerns(Operation.GETCA) && option.concerns(Operation.ENROLL);
        return (everywhere && !option.differs()) || option == Option.CIPHER || option == Option.DIGEST;
    }

    static String synopsis(Option option) {
        return option.hasArgument() ? option.flag() + " <" + option.argument() + ">" : option.flag();
    }

    private static void line(StringBuilder text, String term, String help) {
        text.append("  ").append(term);
        int missing = COLUMN - 2 - term.length();
        if (missing < 1) {
            text.append('\n').append(" ".repeat(COLUMN));
        } else {
            text.append(" ".repeat(missing));
        }
        text.append(help).append('\n');
    }
}
