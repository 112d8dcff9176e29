package org.scepclient.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.value.RedactedUrl;

/** A value entered by a person is invalid; the message names the place, the value and the remedy. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Snippet snippet;

    public InvalidInputException(String place, String problem, String remedy) {
        super(message(place, problem, remedy));
        this.snippet = null;
    }

    /** The snippet is dropped if its text contains a URL with a password. */
    public InvalidInputException(String place, String problem, String remedy, Snippet snippet) {
        super(message(place, problem, remedy));
        String text = snippet.text();
        this.snippet = RedactedUrl.within(text).equals(text) ? snippet : null;
    }

    private static String message(String place, String problem, String remedy) {
        return RedactedUrl.within(place + ": " + problem + "; " + remedy);
    }

    /** The wrong part of the value, for a caret below it on a terminal; the message is complete without it. */
    public Optional<Snippet> snippet() {
        return Optional.ofNullable(snippet);
    }
}
