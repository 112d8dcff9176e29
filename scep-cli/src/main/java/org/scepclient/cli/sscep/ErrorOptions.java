package org.scepclient.cli.sscep;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.ErrorReport;
import org.scepclient.cli.SecretSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;

/**
 * Names the options that an error of the library is about, which the library does not know.
 *
 * @param arguments the command line
 * @param settings empty if they could not be read
 */
record ErrorOptions(Arguments arguments, Optional<Settings> settings) {

    ErrorReport of(Throwable problem) {
        String server = settings.flatMap(read -> read.text(Option.URL)).orElse("");
        ErrorReport error = ErrorReport.of(problem, server);
        return switch (problem) {
            case ProtocolException refusal -> error.withAddition(options(refusal.remedy()));
            case CryptoException refusal
            when refusal.refusedByPolicy() ->
                error.withAddition(
                        "; " + Option.CIPHER.flag() + " and " + Option.DIGEST.flag() + " allow other algorithms");
            case TransportException failure ->
                switch (failure.remedy()) {
                    case MORE_TIME -> error.withAddition(" (" + Option.TIMEOUT.flag() + ")");
                    case TLS_TRUST -> error.withAddition(" (" + Option.TLS_CA.flag() + ")");
                    case NONE -> error;
                };
            case StorageException file -> error.withOptions(file.place(), optionsOfFile(file.place()));
            default -> error;
        };
    }

    private String options(ProtocolException.Remedy remedy) {
        return switch (remedy) {
            case CHALLENGE, NO_CHALLENGE -> " (challengePassword in the file of " + place(Option.REQUEST) + ")";
            case SIGNER -> " (" + place(Option.SIGNER_CERTIFICATE) + ")";
            case ALGORITHMS -> " (" + Option.CIPHER.flag() + ", " + Option.DIGEST.flag() + ")";
            case CA_CERTIFICATES -> " (" + place(Option.CA_CERTIFICATE) + ")";
            case SERIAL_NUMBER ->
                " (" + place(value(Option.SERIAL).isPresent() ? Option.SERIAL : Option.LOCAL_CERTIFICATE) + ")";
            case ENROLL_AGAIN -> " (without " + place(Option.RESUME) + ")";
            case NONE, SERVER_LOG, CLOCK, REJECTED -> "";
        };
    }

    private List<String> optionsOfFile(String file) {
        return Arrays.stream(Option.values())
                .filter(option -> value(option)
                        .filter(value -> value.equals(file) || value.equals(SecretSource.FILE + file))
                        .isPresent())
                .map(this::place)
                .toList();
    }

    private Optional<String> value(Option option) {
        return settings.isPresent()
                ? settings.get().text(option)
                : Optional.ofNullable(arguments.values().get(option));
    }

    private String place(Option option) {
        return settings.isPresent() ? settings.get().place(option) : option.flag();
    }
}
