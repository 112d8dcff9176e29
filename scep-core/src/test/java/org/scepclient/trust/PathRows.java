package org.scepclient.trust;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/** Collects rows of {@link PathTable}. */
final class PathRows {
    private final List<PathTable.Row> rows = new ArrayList<>();

    List<PathTable.Row> all() {
        return rows;
    }

    Below at(Identity anchor) {
        return new Below(anchor);
    }

    static TestCertificate ca(String name, String key) {
        return TestCertificate.of(name, TestKeys.rsa(key)).ca();
    }

    static TestCertificate leaf() {
        return leaf("CN=device");
    }

    static TestCertificate leaf(String name) {
        return TestCertificate.of(name, TestKeys.rsa("client"));
    }

    /** Rows below one anchor. */
    final class Below {
        private final Identity anchor;

        private Below(Identity anchor) {
            this.anchor = anchor;
        }

        void both(boolean accepted, String name, Identity target, Identity... pool) {
            rows.add(new PathTable.Row(name, anchor, List.of(pool), target, accepted, accepted, ""));
        }

        /** A path that only OpenSSL accepts. */
        void stricter(String reason, String name, Identity target, Identity... pool) {
            rows.add(new PathTable.Row(name, anchor, List.of(pool), target, false, true, reason));
        }

        /** A path that only OpenSSL refuses. */
        void looser(String reason, String name, Identity target, Identity... pool) {
            rows.add(new PathTable.Row(name, anchor, List.of(pool), target, true, false, reason));
        }
    }
}
