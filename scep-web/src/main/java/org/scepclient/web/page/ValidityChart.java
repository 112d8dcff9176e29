package org.scepclient.web.page;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.web.markup.Markup;

/**
 * A bar of a certificate's validity with marks for today and the renewal, and a textual equivalent. Positions are
 * percentages of the width, so that the labels keep their size on small screens.
 */
record ValidityChart(ValidityBar validity, Optional<Instant> renewal) {
    /** Part of the width at either end in which labels are not centered. */
    private static final double EDGE = 0.12;

    void write(Markup page) {
        page.open("figure", "class", "validity");
        page.open("svg", "class", "bar", "role", "img", "aria-label", description());
        page.leaf("rect", "", "class", "life", "x", "0", "y", "20", "width", "100%", "height", "24", "rx", "4");
        String today = percent(validity.part(validity.now()));
        page.leaf("rect", "", "class", "past", "x", "0", "y", "20", "width", today, "height", "24", "rx", "4");
        mark(page, "today", validity.part(validity.now()));
        renewal.ifPresent(due -> mark(page, "renewal", validity.part(due)));
        page.close();
        page.open("p", "class", "ends", "aria-hidden", "true");
        TimeFormat.write(page, TimeFormat.utc(validity.from()));
        TimeFormat.write(page, TimeFormat.utc(validity.until()));
        page.close().open("figcaption");
        TimeFormat.write(page, description());
        page.close().close();
    }

    /** A labeled line. The label of today is above the bar and that of the renewal below, so that they never overlap. */
    private static void mark(Markup page, String label, double position) {
        String x = percent(position);
        boolean above = label.equals("today");
        page.leaf("line", "", "class", label, "x1", x, "x2", x, "y1", above ? "15" : "18", "y2", above ? "46" : "49");
        String anchor = position < EDGE ? "start" : position > 1 - EDGE ? "end" : "middle";
        page.leaf("text", label, "class", label, "x", x, "y", above ? "12" : "62", "text-anchor", anchor);
    }

    private String description() {
        String renewalText = renewal.map(due -> " Renewal " + TimeFormat.utc(due) + ", "
                        + (due.isAfter(validity.now()) ? TimeFormat.relative(validity.now(), due) : "due now") + ".")
                .orElse("");
        return "Valid from " + TimeFormat.utc(validity.from()) + " to " + TimeFormat.utc(validity.until()) + ": "
                + validity.words() + "." + renewalText;
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", part * 100);
    }
}
