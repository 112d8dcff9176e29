package org.scepclient.cli.sscep;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.sscep.ConfFile.Value;
import org.scepclient.error.ErrorCode;

/**
 * The settings of a run: those of the command line, which override those of the configuration file.
 *
 * @param operation the operation
 * @param given the options on the command line
 * @param configured the options in the configuration file, with their places
 * @param engine the engine's section of the configuration file
 */
record Settings(
        Operation operation, Map<Option, String> given, Map<Option, Value> configured, Optional<EngineSection> engine) {

    private static final Pattern NUMBER = Pattern.compile("\\s*([-+]?[0-9]+|)");

    boolean has(Option option) {
        return given.containsKey(option) || configured.containsKey(option);
    }

    /** The value on the command line, or else that in the configuration file. */
    Optional<String> text(Option option) {
        String value = given.get(option);
        if (value != null) {
            return Optional.of(value);
        }
        Value fallback = configured.get(option);
        return fallback == null ? Optional.empty() : Optional.of(fallback.text());
    }

    /** Checks the required options of the operation, in the order in which the C tool checks them. */
    void requireAll() throws CommandException {
        switch (operation) {
            case GETCA -> require(Option.CA_CERTIFICATE, "CA certificate filename");
            case GETNEXTCA -> {
                require(Option.CA_CERTIFICATE, "nextCA certificate target filename");
                require(Option.TRUST_CHAIN, "nextCA certificate chain filename");
            }
            case ENROLL -> {
                require(Option.CA_CERTIFICATE, "CA certificate");
                require(Option.KEY, "private key");
                require(Option.REQUEST, "request");
                require(Option.LOCAL_CERTIFICATE, "local cert");
            }
            case GETCERT -> {
                require(Option.CA_CERTIFICATE, "CA certificate");
                require(Option.LOCAL_CERTIFICATE, "local cert");
                require(Option.SERIAL, "serial no");
                require(Option.OUTPUT, "cert file");
                require(Option.KEY, "private key");
            }
            case GETCRL -> {
                require(Option.CA_CERTIFICATE, "CA certificate");
                require(Option.LOCAL_CERTIFICATE, "local cert");
                require(Option.OUTPUT, "crl file");
                require(Option.KEY, "private key");
            }
            case GETCAPS -> {
                // Only the URL.
            }
        }
        require(Option.URL, "URL");
    }

    /** Checks that an option is present and not empty; {@code name} is its name in the error. */
    void require(Option option, String name) throws CommandException {
        Optional<String> value = text(option);
        if (value.isEmpty() || value.get().isEmpty()) {
            throw CommandException.usage("missing " + name + " (" + option.flag() + ")");
        }
    }

    /** The value of a required option. */
    String value(Option option) {
        return text(option).orElseThrow();
    }

    /** An option without argument: present, or enabled in the configuration file. */
    boolean flag(Option option) throws CommandException {
        if (given.containsKey(option)) {
            return true;
        }
        Value value = configured.get(option);
        return value != null && isTrue(option, value);
    }

    /** Reads the usual words; the C tool accepts only words that begin with {@code tru}. */
    private static boolean isTrue(Option option, Value value) throws CommandException {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "on" -> true;
            case "false", "no", "0", "off", "" -> false;
            default ->
                throw new CommandException(
                        ErrorCode.STORAGE,
                        value.place() + ": expected true or false, found \"" + value.text() + "\" (" + option.flag()
                                + ")");
        };
    }

    /**
     * Seconds or a count, as the C tool reads it: the digits at the beginning, 0 without any. What is not just a number is used with
     * a warning. A negative one is 0, but an error as the time between two polls.
     */
    int number(Option option, int fallback, Consumer<String> warnings) throws CommandException {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return fallback;
        }
        Matcher number = NUMBER.matcher(text.get());
        if (!number.lookingAt()) {
            throw new IllegalStateException("a pattern that matches everything");
        }
        BigInteger value = number.group(1).isEmpty() ? BigInteger.ZERO : new BigInteger(number.group(1));
        if (value.signum() < 0 && option == Option.POLL_INTERVAL) {
            throw CommandException.usage(place(option) + ": expected a number (" + option.argument()
                    + "), 0 or more, found \"" + text.get() + "\"");
        }
        int used = value.max(BigInteger.ZERO)
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
        boolean exact = !number.group(1).isEmpty() && number.end() == text.get().length();
        if (!exact || !value.equals(BigInteger.valueOf(used))) {
            warnings.accept(place(option) + ": \"" + text.get() + "\" is read as " + used);
        }
        return used;
    }

    /** The source of the value, for errors. */
    String place(Option option) {
        Value value = configured.get(option);
        return given.containsKey(option) || value == null ? option.flag() : value.place();
    }

    /** The level; debug implies verbose. */
    VerboseReport.Level level() throws CommandException {
        if (flag(Option.DEBUG)) {
            return VerboseReport.Level.DEBUG;
        }
        return flag(Option.VERBOSE) ? VerboseReport.Level.VERBOSE : VerboseReport.Level.NORMAL;
    }
}
