package org.scepclient.cli.sscep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Suggestion;
import org.scepclient.value.RedactedUrl;

/**
 * The command line: an operation, then options as in POSIX: letters in clusters, arguments attached or separate,
 * {@code --} at the end. Long options ({@code --json}, {@code --timeout=5}) are as in GNU programs. Other words are ignored with
 * a warning, as the C tool ignores them.
 *
 * @param operation empty for a call for help or the version only
 * @param values the argument of each option present, the last one of several; those of {@code -M} are joined with
 *     {@code &}; an option without argument has an empty one
 * @param ignored the number of words that are neither options nor their arguments
 */
record Arguments(Optional<Operation> operation, Map<Option, String> values, int ignored) {

    static Arguments parse(String[] args) throws CommandException {
        return new Parser(args).parse();
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    /** Reads one command line from left to right. */
    private static final class Parser {
        private final String[] args;
        private final Map<Option, String> values = new EnumMap<>(Option.class);
        private int next;
        private int ignored;

        Parser(String[] args) {
            this.args = args;
        }

        Arguments parse() throws CommandException {
            Optional<Operation> operation = operation();
            while (next < args.length) {
                String arg = args[next++];
                if (arg.equals("--")) {
                    ignored += args.length - next;
                    next = args.length;
                } else if (arg.startsWith("--")) {
                    parseWord(arg.substring(2));
                } else if (arg.length() > 1 && arg.charAt(0) == '-') {
                    cluster(arg);
                } else {
                    ignored++;
                }
            }
            return new Arguments(operation, values, ignored);
        }

        private Optional<Operation> operation() throws CommandException {
            if (args.length == 0 || isHelpOrVersion(args[0])) {
                return Optional.empty();
            }
            Optional<Operation> operation = Operation.of(args[0]);
            if (operation.isEmpty()) {
                throw CommandException.usage("missing or illegal operation parameter \"" + RedactedUrl.of(args[0])
                        + "\"; " + remedyForOperation(args[0]));
            }
            next = 1;
            return operation;
        }

        /** An option that can replace the operation. */
        private static boolean isHelpOrVersion(String arg) {
            return arg.equals("-h") || arg.equals("--help") || arg.equals("--version");
        }

        private static String remedyForOperation(String unknown) {
            List<String> ids = new ArrayList<>();
            for (Operation operation : Operation.values()) {
                ids.add(operation.id());
            }
            return Suggestion.of(unknown, ids, "the operation comes first: " + String.join(", ", ids));
        }

        private void cluster(String arg) throws CommandException {
            for (int i = 1; i < arg.length(); i++) {
                char letter = arg.charAt(i);
                Optional<Option> found = Option.ofLetter(letter);
                if (found.isEmpty()) {
                    throw unknown("-" + letter);
                }
                Option option = found.get();
                if (option.hasArgument()) {
                    set(option, i + 1 < arg.length() ? arg.substring(i + 1) : nextArgument(option));
                    return;
                }
                set(option, "");
            }
        }

        private void parseWord(String text) throws CommandException {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Optional<Option> found = Option.ofWord(name);
            if (found.isEmpty()) {
                throw unknownLong("--" + name);
            }
            Option option = found.get();
            if (!option.hasArgument() && equals >= 0) {
                throw CommandException.usage(option.flag() + " takes no argument");
            }
            if (!option.hasArgument()) {
                set(option, "");
            } else {
                set(option, equals < 0 ? nextArgument(option) : text.substring(equals + 1));
            }
        }

        private String nextArgument(Option option) throws CommandException {
            if (next == args.length) {
                throw CommandException.usage("option " + option.flag() + " needs an argument: " + option.flag() + " <"
                        + option.argument() + ">");
            }
            return args[next++];
        }

        private void set(Option option, String value) {
            String before = values.put(option, value);
            if (option == Option.MONITOR && before != null) {
                values.put(option, before + "&" + value);
            }
        }

        private static CommandException unknownLong(String flag) {
            List<String> flags = new ArrayList<>();
            for (Option option : Option.values()) {
                if (!option.isLetter()) {
                    flags.add(option.flag());
                }
            }
            return unknown(RedactedUrl.of(flag) + Suggestion.suffix(flag, flags));
        }

        private static CommandException unknown(String flag) {
            return CommandException.usage("unknown option " + flag);
        }
    }
}
