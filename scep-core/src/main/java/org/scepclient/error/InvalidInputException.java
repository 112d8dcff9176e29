package org.scepclient.error;

import org.scepclient.value.RedactedUrl;

/** A value given by a person does not follow its grammar; the message names the place, the value and the remedy. */
public final class InvalidInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidInputException(String place, String problem, String remedy) {
        super(RedactedUrl.within(place + ": " + problem + "; " + remedy));
    }
}
