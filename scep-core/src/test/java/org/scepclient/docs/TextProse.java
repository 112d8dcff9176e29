package org.scepclient.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the prose of documents, scripts and XML files. */
final class TextProse {
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:#+|[-*]|\\d+\\.)\\s+(.*)");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern MARKUP = Pattern.compile("\\*+|(?s)<!--.*?-->|</?\\w+(?:\\s[^<>]*)?/?>");

    private static final Pattern HASH_COMMENT = Pattern.compile("\\s*#(?!!)(?!\\s*shellcheck)(.*)");
    private static final Pattern PRINTS = Pattern.compile("\\s*(?:.*[\\s;&|({])?(?:echo|printf|fail|usage)\\s.*");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'");
    private static final Pattern DOCSTRING = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"");
    private static final Pattern XML_COMMENT = Pattern.compile("(?s)<!--(.*?)-->");

    private final List<Passage> passages = new ArrayList<>();
    private boolean open;

    private TextProse() {}

    /** Reads Markdown without its code; the cells of a table are passages of their own. */
    static List<Passage> markdown(String source) {
        TextProse prose = new TextProse();
        boolean code = false;
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            boolean fence = FENCE.matcher(line).matches();
            code ^= fence;
            if (fence || code || line.isBlank()) {
                prose.open = false;
            } else if (line.startsWith("|")) {
                prose.cells(number, line);
            } else {
                prose.markdownLine(number, line);
            }
        }
        return prose.passages.stream()
                .map(passage -> passage.replace(CODE, "`…`"))
                .map(passage -> changed(passage, text -> LINK.matcher(text).replaceAll("$1")))
                .map(passage -> passage.replace(MARKUP, ""))
                .toList();
    }

    /** Reads the comments of a script or a settings file as passages of this kind. */
    static List<Passage> hashComments(String source, Passage.Kind kind) {
        TextProse prose = new TextProse();
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            Matcher comment = HASH_COMMENT.matcher(line);
            boolean matches = comment.matches() && !comment.group(1).isBlank();
            if (matches) {
                prose.add(new Passage(kind, number, comment.group(1).strip()));
            }
            prose.open = matches;
        }
        return prose.passages;
    }

    /** Reads the quoted texts that a shell script prints. */
    static List<Passage> shellMessages(String source) {
        List<Passage> messages = new ArrayList<>();
        String joined = source.replace("\\\n", "\u0000");
        int number = 1;
        for (String line : joined.lines().toList()) {
            if (PRINTS.matcher(line).matches() && !HASH_COMMENT.matcher(line).matches()) {
                Passage whole = new Passage(Passage.Kind.MESSAGE, number, line.replace('\u0000', '\n'));
                messages.addAll(found(whole, QUOTED).stream()
                        .filter(text -> text.text().strip().contains(" "))
                        .toList());
            }
            number += 1 + Passage.lineEnds(line.replace('\u0000', '\n'));
        }
        return messages;
    }

    static List<Passage> docstrings(String source) {
        return found(new Passage(Passage.Kind.COMMENT, 1, source), DOCSTRING);
    }

    static List<Passage> xmlComments(String source) {
        return found(new Passage(Passage.Kind.COMMENT, 1, source), XML_COMMENT);
    }

    private static List<Passage> found(Passage passage, Pattern pattern) {
        return pattern.matcher(passage.text())
                .results()
                .map(result -> {
                    int group = result.group(1) == null ? 2 : 1;
                    return new Passage(passage.kind(), passage.lineOf(result.start(group)), result.group(group));
                })
                .toList();
    }

    private void cells(int number, String line) {
        open = false;
        passages.addAll(new Passage(Passage.Kind.DOCUMENT, number, line).splitAt(CELL));
    }

    private void markdownLine(int number, String line) {
        Matcher item = ITEM.matcher(line);
        open = open && !item.matches();
        add(new Passage(Passage.Kind.DOCUMENT, number, item.matches() ? item.group(1) : line.strip()));
        open = !line.startsWith("#");
    }

    private void add(Passage passage) {
        if (open && !passages.isEmpty()) {
            changeLast(text -> text + "\n" + passage.text());
        } else {
            passages.add(passage);
        }
    }

    private void changeLast(UnaryOperator<String> change) {
        passages.set(passages.size() - 1, changed(passages.getLast(), change));
    }

    private static Passage changed(Passage passage, UnaryOperator<String> change) {
        return new Passage(passage.kind(), passage.line(), change.apply(passage.text()));
    }
}
