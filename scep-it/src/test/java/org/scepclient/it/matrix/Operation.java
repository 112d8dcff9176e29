package org.scepclient.it.matrix;

/** A column of the table. */
public enum Operation {
    GETCAPS("getcaps"),
    GETCA("getca"),
    ENROLL("enroll"),
    WRONG_CHALLENGE("wrong challenge"),
    RENEWAL("renewal"),
    EXPIRY("expiry"),
    PENDING("pending"),
    GETCERT("getcert"),
    GETCRL("getcrl"),
    NEXT_CA("next CA"),
    RA_SPLIT("RA split"),
    INTERMEDIATE("intermediate");

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
