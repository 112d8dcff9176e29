package org.scepclient.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.CryptoException;
import org.scepclient.error.Defect;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.Snippet;
import org.scepclient.error.TrustException;
import org.scepclient.file.FileProblem;
import org.scepclient.value.Printable;
import org.scepclient.value.RedactedUrl;

/**
 * The error that ended a command.
 *
 * @param exitCode the status of the process
 * @param id the stable name, as in JSON output and {@code docs/errors.md}
 * @param line one printable line, without the id
 * @param snippet the wrong input and a caret below its wrong part, for a terminal; empty if neither is known
 */
public record ErrorReport(int exitCode, String id, String line, List<String> snippet) {
    private static final String INTERNAL = "internal";

    /** Reports any exception; a defect of this program becomes one line too, never a stack trace. */
    public static ErrorReport of(Throwable problem) {
        return switch (problem) {
            case ScepException e -> of(e.code(), e.getMessage());
            case CommandException e -> of(e.code(), text(e)).withSnippet(e.snippet());
            case InvalidInputException e -> of(ErrorCode.ARGUMENT, text(e)).withSnippet(e.snippet());
            case InvalidPathException e -> of(ErrorCode.ARGUMENT, "'" + e.getInput() + "': " + FileProblem.of(e));
            case StackOverflowError e ->
                of(
                        ErrorCode.MALFORMED,
                        "the data is nested too deeply for a SCEP message; check the URL and the files");
            case OutOfMemoryError e ->
                of(
                        ErrorCode.TOO_LARGE,
                        "out of memory: the data is too large for a SCEP message; check the URL and the files");
            default -> internal(problem);
        };
    }

    /**
     * As {@link #of(Throwable)}; an error in a reply gets the URL of the server and a remedy, as far as they are missing.
     *
     * @param server empty if the command has none
     */
    public static ErrorReport of(Throwable problem, String server) {
        String remedy = switch (problem) {
            case ProtocolException e -> remedy(e.code());
            case TrustException e -> remedy(e.code());
            case CryptoException e -> remedy(e.code());
            default -> "";
        };
        ErrorReport error = of(problem);
        if (server.isEmpty() || remedy.isEmpty() || error.line().contains("://")) {
            return error;
        }
        String line = RedactedUrl.of(server) + ": " + error.line();
        return new ErrorReport(
                error.exitCode(), error.id(), line.contains("; ") ? line : line + "; " + remedy, error.snippet());
    }

    /** The remedy for an error in a reply; empty for codes of other errors. */
    private static String remedy(ErrorCode code) {
        return switch (code) {
            case MALFORMED, ATTRIBUTE -> "report it to the server's administrator";
            case MISMATCH -> "try again, and check for a proxy that replies for the server";
            case SIGNATURE -> "fetch the CA certificates again and compare their fingerprints";
            case DECRYPTION -> "check that the key and the certificate of the request match";
            case CERTIFICATE_REFUSED -> "report it to the CA's administrator";
            default -> "";
        };
    }

    private static ErrorReport of(ErrorCode code, String message) {
        return new ErrorReport(code.exitCode(), code.id(), Printable.oneLine(message), List.of());
    }

    private static ErrorReport internal(Throwable problem) {
        return new ErrorReport(ErrorCode.MALFORMED.exitCode(), INTERNAL, Defect.describe(problem), List.of());
    }

    private static String text(Throwable problem) {
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }

    private ErrorReport withSnippet(Optional<Snippet> wrong) {
        return new ErrorReport(exitCode, id, line, wrong.map(Snippet::lines).orElse(List.of()));
    }

    /**
     * The same error with the options that name its place.
     *
     * @param place the beginning of its line, for example a file
     * @param options empty if no option has this value
     */
    public ErrorReport withOptions(String place, List<String> options) {
        return options.isEmpty() || !line.startsWith(place + ": ")
                ? this
                : new ErrorReport(
                        exitCode,
                        id,
                        place + " (" + String.join(", ", options) + ")" + line.substring(place.length()),
                        snippet);
    }

    /** The line as on standard error, where scripts find the id at its end. */
    public String lineWithId() {
        return line + " [" + id + "]";
    }

    /** The same error with an addition to its line. */
    public ErrorReport withAddition(String text) {
        return new ErrorReport(exitCode, id, line + text, snippet);
    }
}
