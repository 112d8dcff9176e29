package org.scepclient.cli.scepclient;

import org.scepclient.cli.ErrorReport;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TransportException;

/**
 * Names the options that an error of the library is about, which the library does not know.
 *
 * @param arguments the arguments of the command
 */
record ErrorOptions(Arguments arguments) {

    ErrorReport of(Throwable problem) {
        String server = arguments.text(ServerOptions.URL).orElse("");
        ErrorReport error = ErrorReport.of(problem, server);
        return switch (problem) {
            case ProtocolException refusal -> error.withAddition(options(refusal.remedy()));
            case CryptoException refusal
            when refusal.refusedByPolicy() && !arguments.has(ServerOptions.LEGACY) ->
                error.withAddition(" (" + ServerOptions.LEGACY + ")");
            case TransportException failure ->
                switch (failure.remedy()) {
                    case MORE_TIME -> error.withAddition(" (" + ServerOptions.TIMEOUT + ")");
                    case TLS_TRUST -> error.withAddition(" (" + ServerOptions.TLS_CA + ")");
                    case NONE -> error;
                };
            case StorageException file -> error.withOptions(file.place(), arguments.optionsOfFile(file.place()));
            default -> error;
        };
    }

    private String options(ProtocolException.Remedy remedy) {
        return switch (remedy) {
            case CHALLENGE ->
                " (" + (arguments.has(KeyOptions.CHALLENGE) ? KeyOptions.CHALLENGE : KeyOptions.CHALLENGE_FILE) + ")";
            case NO_CHALLENGE -> " (" + KeyOptions.CHALLENGE_FILE + ")";
            case ALGORITHMS -> arguments.has(ServerOptions.LEGACY) ? "" : " (" + ServerOptions.LEGACY + ")";
            case SERIAL_NUMBER -> arguments.has(CertCommand.SERIAL) ? " (" + CertCommand.SERIAL + ")" : "";
            case NONE, SERVER_LOG, CA_CERTIFICATES, CLOCK, ENROLL_AGAIN, SIGNER, REJECTED -> "";
        };
    }
}
