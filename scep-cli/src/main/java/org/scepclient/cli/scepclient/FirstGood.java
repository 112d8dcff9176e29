package org.scepclient.cli.scepclient;

import java.util.List;
import org.scepclient.cli.CommandException;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;

/** Tries one place after the other. */
final class FirstGood {
    private FirstGood() {}

    /** What is done at one place. */
    interface Attempt<T> {
        T at(String url) throws ScepException, CommandException;
    }

    /** The first result; what was wrong at the places before is told, and the last error counts if all fail. */
    static <T> T of(List<String> urls, Report report, Attempt<T> attempt) throws ScepException, CommandException {
        int last = urls.size() - 1;
        for (int i = 0; i < last; i++) {
            try {
                return attempt.at(urls.get(i));
            } catch (ScepException | InvalidInputException e) {
                report.notice(e.getMessage() + "; trying the next place");
            }
        }
        return attempt.at(urls.get(last));
    }
}
