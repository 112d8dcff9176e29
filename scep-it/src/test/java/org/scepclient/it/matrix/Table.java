package org.scepclient.it.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table with a row per peer and a column per operation. */
final class Table {

    private final Map<String, Map<Operation, Outcome>> rows = new TreeMap<>();

    /** Called by several threads. */
    synchronized void put(String row, Operation column, Outcome outcome) {
        rows.computeIfAbsent(row, name -> new EnumMap<>(Operation.class)).merge(column, outcome, Outcome::worst);
    }

    /** Renders the table, followed by a numbered line for each reason. */
    synchronized String render() {
        List<String> notes = new ArrayList<>();
        List<List<String>> grid = new ArrayList<>();
        grid.add(header());
        rows.forEach((name, cells) -> grid.add(line(name, cells, notes)));
        StringBuilder text = new StringBuilder();
        int[] widths = widths(grid);
        for (List<String> line : grid) {
            text.append(pad(line, widths).stripTrailing()).append('\n');
        }
        notes.forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private static List<String> header() {
        List<String> header = new ArrayList<>(List.of("peer"));
        for (Operation operation : Operation.values()) {
            header.add(operation.title());
        }
        return header;
    }

    private static List<String> line(String name, Map<Operation, Outcome> cells, List<String> notes) {
        List<String> line = new ArrayList<>(List.of(name));
        for (Operation operation : Operation.values()) {
            Outcome outcome = cells.get(operation);
            line.add(outcome == null ? "-" : outcome.kind().label() + reference(outcome.reason(), notes));
        }
        return line;
    }

    private static String reference(String reason, List<String> notes) {
        if (reason.isEmpty()) {
            return "";
        }
        for (int i = 0; i < notes.size(); i++) {
            if (notes.get(i).endsWith("] " + reason)) {
                return " [" + (i + 1) + "]";
            }
        }
        notes.add("[" + (notes.size() + 1) + "] " + reason);
        return " [" + notes.size() + "]";
    }

    private static int[] widths(List<List<String>> grid) {
        int[] widths = new int[grid.getFirst().size()];
        for (List<String> line : grid) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return widths;
    }

    private static String pad(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
        }
        return text.toString();
    }
}
