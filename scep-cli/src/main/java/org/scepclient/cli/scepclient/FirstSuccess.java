package org.scepclient.cli.scepclient;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;

/** Tries one place after the other. */
final class FirstSuccess {
    private FirstSuccess() {}

    /** What is done at one place. */
    interface Attempt<T> {
        T at(String url) throws ScepException, CommandException;
    }

    /**
     * The first result; what was wrong at the places before is told. If all fail, that a good CRL leaves the question
     * open counts more than what is wrong with others, else the last error.
     */
    static <T> T of(List<String> urls, Report report, Attempt<T> attempt) throws ScepException, CommandException {
        int last = urls.size() - 1;
        @Nullable ScepException open = null;
        for (int i = 0; i < last; i++) {
            try {
                return attempt.at(urls.get(i));
            } catch (ScepException | InvalidInputException e) {
                report.notice(e.getMessage() + "; trying the next place");
                open = e instanceof ScepException problem && problem.code() == ErrorCode.REVOCATION_UNKNOWN
                        ? problem
                        : open;
            }
        }
        try {
            return attempt.at(urls.get(last));
        } catch (ScepException | InvalidInputException e) {
            if (open == null) {
                throw e;
            }
            report.notice(String.valueOf(e.getMessage()));
            throw open;
        }
    }
}
