package org.scepclient.it.matrix;

/**
 * What stands in a cell.
 *
 * @param reason for anything but {@link Kind#OK}, why
 */
public record Outcome(Kind kind, String reason) {

    /** From best to worst; two results of one cell give the worse. */
    public enum Kind {
        OK("ok"),
        NOT_APPLICABLE("n/a"),
        SKIPPED("skipped"),
        FAILED("FAILED");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Outcome ok() {
        return new Outcome(Kind.OK, "");
    }

    Outcome worst(Outcome other) {
        return other.kind.compareTo(kind) > 0 ? other : this;
    }
}
