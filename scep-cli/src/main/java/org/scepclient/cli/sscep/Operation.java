package org.scepclient.cli.sscep;

import java.util.Optional;

/** The operations of {@code sscep}, its first argument, in the order of the usage text. */
enum Operation {
    GETCA(1, "getca", "Get CA/RA certificate(s)"),
    GETNEXTCA(2, "getnextca", "Get next CA/RA certificate(s)"),
    ENROLL(4, "enroll", "Enroll certificate"),
    GETCERT(8, "getcert", "Query certificate"),
    GETCRL(16, "getcrl", "Query CRL"),
    GETCAPS(32, "getcaps", "Query SCEP capabilities");

    private final int bit;
    private final String id;
    private final String help;

    Operation(int bit, String id, String help) {
        this.bit = bit;
        this.id = id;
        this.help = help;
    }

    /** The bit of the operation in a set. */
    int bit() {
        return bit;
    }

    /** The word on the command line, which also names the section {@code sscep_WORD} of the configuration file. */
    String id() {
        return id;
    }

    String help() {
        return help;
    }

    /** The operation with which a word begins, as the C tool reads it: {@code getcacert} is {@code getca}. */
    static Optional<Operation> of(String word) {
        Optional<Operation> found = Optional.empty();
        for (Operation operation : values()) {
            boolean longer =
                    found.isEmpty() || operation.id.length() > found.get().id.length();
            if (word.startsWith(operation.id) && longer) {
                found = Optional.of(operation);
            }
        }
        return found;
    }
}
