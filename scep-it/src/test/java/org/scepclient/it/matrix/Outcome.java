package org.scepclient.it.matrix;

/**
 * The content of a cell.
 *
 * @param reason explains anything but {@link Kind#OK}
 */
public record Outcome(Kind kind, String reason) {

    /** From best to worst: of several results for one cell, the worst counts. */
    public enum Kind {
        OK("ok"),
        NOT_APPLICABLE("n/a"),
        SKIPPED("skipped"),
        FAILED("FAILED");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    static Outcome ok() {
        return new Outcome(Kind.OK, "");
    }

    Outcome worst(Outcome other) {
        return other.kind.compareTo(kind) > 0 ? other : this;
    }
}
