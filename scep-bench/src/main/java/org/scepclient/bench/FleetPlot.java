package org.scepclient.bench;

import java.time.Duration;
import java.util.Locale;

/** Draws the requests per minute as charts in an SVG image, each with a logarithmic scale. */
final class FleetPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 220;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int GAP = 70;
    private static final int DECADES = 6;
    private static final int HOURS_A_TICK = 4;
    private static final int MINUTES = 60;

    private final StringBuilder svg = new StringBuilder();
    private final Duration end;
    private int pictures;

    FleetPlot(Duration end) {
        this.end = end;
    }

    /** Adds a chart. */
    FleetPlot add(String title, int[] perMinute, FleetDay.Plan plan) {
        int bottom = TOP + HEIGHT + pictures * (HEIGHT + GAP);
        pictures++;
        text(LEFT, bottom - HEIGHT - MINUTES / 6, "start", title);
        double from = x(plan.outageBegin().toMinutes());
        svg.append(String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='#fbd5d0'/>%n",
                from,
                bottom - HEIGHT,
                x(plan.outageEnd().toMinutes()) - from,
                HEIGHT));
        scales(bottom);
        svg.append("<path fill='none' stroke='#1f5fa8' d='");
        for (int minute = 0; minute < perMinute.length; minute++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    minute == 0 ? "M" : "L",
                    x(minute),
                    bottom - height(perMinute[minute])));
        }
        svg.append("'/>\n");
        return this;
    }

    private void scales(int bottom) {
        for (int decade = 0; decade <= DECADES; decade++) {
            double y = bottom - (double) HEIGHT * decade / DECADES;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>%n",
                    LEFT,
                    LEFT + WIDTH,
                    y,
                    y));
            text(LEFT - 6, (int) y + 4, "end", decade == 0 ? "0" : String.format(Locale.ROOT, "%,d", power(decade)));
        }
        for (int hour = 0; hour <= end.toHours(); hour += HOURS_A_TICK) {
            text((int) x((long) hour * MINUTES), bottom + 16, "middle", hour + " h");
        }
    }

    private static long power(int decade) {
        return Math.round(Math.pow(10, decade));
    }

    private double x(long minute) {
        return LEFT + (double) WIDTH * minute / end.toMinutes();
    }

    private static double height(int requests) {
        return requests == 0 ? 0 : Math.max(1, HEIGHT * Math.log10(requests) / DECADES);
    }

    private void text(int x, int y, String anchor, String words) {
        svg.append(String.format(Locale.ROOT, "<text x='%d' y='%d' text-anchor='%s'>%s</text>%n", x, y, anchor, words));
    }

    @Override
    public String toString() {
        int height = TOP + pictures * (HEIGHT + GAP);
        int width = LEFT + WIDTH + GAP / 2;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                                + " font-size='12'>%n<rect width='%d' height='%d' fill='white'/>%n",
                        width,
                        height,
                        width,
                        height)
                + svg
                + "</svg>\n";
    }
}
