package org.scepclient.cli.sscep;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.ErrorCode;

/**
 * What one run was asked to do: the command line over the configuration file.
 *
 * @param operation what to do
 * @param given the options of the command line
 * @param configured the options set by the configuration file, with their places
 * @param engine what the configuration file says about the engine, where it says something
 */
record Settings(
        Operation operation, Map<Option, String> given, Map<Option, Value> configured, Optional<EngineSection> engine) {

    boolean has(Option option) {
        return given.containsKey(option) || configured.containsKey(option);
    }

    /** The option's value, the command line's before the configuration file's. */
    Optional<String> text(Option option) {
        String value = given.get(option);
        if (value != null) {
            return Optional.of(value);
        }
        Value fallback = configured.get(option);
        return fallback == null ? Optional.empty() : Optional.of(fallback.text());
    }

    /** Refuses a run without the option, or with an empty one; {@code what} names it in the error. */
    void require(Option option, String what) throws CommandException {
        Optional<String> value = text(option);
        if (value.isEmpty() || value.get().isEmpty()) {
            throw CommandException.usage("missing " + what + " (" + option.flag() + ")");
        }
    }

    /** The value of an option that was required. */
    String value(Option option) {
        return text(option).orElseThrow();
    }

    /** An option without argument: given, or switched on in the configuration file. */
    boolean flag(Option option) throws CommandException {
        if (given.containsKey(option)) {
            return true;
        }
        Value value = configured.get(option);
        return value != null && isTrue(option, value);
    }

    /** The original takes only words that begin with {@code tru}; the usual ones are understood here. */
    private static boolean isTrue(Option option, Value value) throws CommandException {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "on" -> true;
            case "false", "no", "0", "off", "" -> false;
            default ->
                throw new CommandException(
                        ErrorCode.STORAGE,
                        value.place() + ": \"" + value.text() + "\" is neither yes nor no (" + option.flag()
                                + "); write true or false");
        };
    }

    /** A whole number that is not negative, seconds or a count. */
    int number(Option option, int fallback) throws CommandException {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a negative number is.
        }
        throw CommandException.usage(
                place(option) + ": \"" + text.get() + "\" is no number of " + option.argument() + "; give 0 or more");
    }

    /** Where the value comes from, for errors. */
    String place(Option option) {
        Value value = configured.get(option);
        return given.containsKey(option) || value == null ? option.flag() : value.place();
    }

    /** Debugging implies being verbose. */
    VerboseReport.Level level() throws CommandException {
        if (flag(Option.DEBUG)) {
            return VerboseReport.Level.DEBUG;
        }
        return flag(Option.VERBOSE) ? VerboseReport.Level.VERBOSE : VerboseReport.Level.NORMAL;
    }
}
