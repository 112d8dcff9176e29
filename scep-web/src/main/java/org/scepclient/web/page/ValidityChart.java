package org.scepclient.web.page;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.web.markup.Markup;

/**
 * A certificate's validity as a bar with today and the renewal on it, and the same in words. Places are parts of the
 * width, so the labels keep their size on a small screen.
 */
record ValidityChart(ValidityBar validity, Optional<Instant> renewal) {
    private static final double EDGE = 0.12;

    void write(Markup page) {
        page.open("figure", "class", "validity");
        page.open("svg", "class", "bar", "role", "img", "aria-label", words());
        page.leaf("rect", "", "class", "life", "x", "0", "y", "20", "width", "100%", "height", "24", "rx", "4");
        String today = percent(validity.part(validity.now()));
        page.leaf("rect", "", "class", "past", "x", "0", "y", "20", "width", today, "height", "24", "rx", "4");
        mark(page, "today", "today", validity.part(validity.now()));
        renewal.ifPresent(due -> mark(page, "renewal", "renewal", validity.part(due)));
        page.close();
        page.open("p", "class", "ends", "aria-hidden", "true");
        page.leaf("span", TimeFormat.at(validity.from()))
                .leaf("span", TimeFormat.at(validity.until()))
                .close();
        page.leaf("figcaption", words()).close();
    }

    /** The label of today stands above the bar, that of the renewal below, so that they never meet. */
    private static void mark(Markup page, String look, String label, double part) {
        String at = percent(part);
        boolean above = look.equals("today");
        page.leaf("line", "", "class", look, "x1", at, "x2", at, "y1", above ? "15" : "18", "y2", above ? "46" : "49");
        String anchor = part < EDGE ? "start" : part > 1 - EDGE ? "end" : "middle";
        page.leaf("text", label, "class", look, "x", at, "y", above ? "12" : "62", "text-anchor", anchor);
    }

    private String words() {
        String renewed = renewal.map(due -> " Renewal " + TimeFormat.at(due) + ", "
                        + (due.isAfter(validity.now()) ? TimeFormat.from(validity.now(), due) : "due now") + ".")
                .orElse("");
        return "Valid from " + TimeFormat.at(validity.from()) + " to " + TimeFormat.at(validity.until()) + ": "
                + validity.words() + "." + renewed;
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", part * 100);
    }
}
