package org.scepclient.cli.scepclient;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;

/** Tries several URLs in turn. */
final class FirstSuccess {
    private FirstSuccess() {}

    /** The operation on one URL. */
    interface Attempt<T> {
        T at(String url) throws ScepException, CommandException;
    }

    /**
     * The first result; the errors of earlier URLs are printed. If all fail, the result is that of a valid CRL that does
     * not cover the certificate, if there is one, otherwise the last error.
     */
    static <T> T of(List<String> urls, Report report, Attempt<T> attempt) throws ScepException, CommandException {
        int last = urls.size() - 1;
        @Nullable ScepException open = null;
        for (int i = 0; i < last; i++) {
            try {
                return at(urls.get(i), attempt);
            } catch (ScepException | InvalidInputException e) {
                report.notice(e.getMessage() + "; trying the next URL");
                open = e instanceof ScepException problem && problem.code() == ErrorCode.REVOCATION_UNKNOWN
                        ? problem
                        : open;
            }
        }
        try {
            return at(urls.get(last), attempt);
        } catch (ScepException | InvalidInputException e) {
            if (open == null) {
                throw e;
            }
            report.notice(String.valueOf(e.getMessage()));
            throw open;
        }
    }

    /** Adds the URL to an error about the content. */
    private static <T> T at(String url, Attempt<T> attempt) throws ScepException, CommandException {
        try {
            return attempt.at(url);
        } catch (ProtocolException e) {
            throw e.getMessage().contains("://") ? e : new ProtocolException(e.code(), url + ": " + e.getMessage());
        } catch (TrustException e) {
            throw e.getMessage().contains("://") ? e : new TrustException(e.code(), url + ": " + e.getMessage());
        }
    }
}
