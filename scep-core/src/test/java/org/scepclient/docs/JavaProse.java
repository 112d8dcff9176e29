package org.scepclient.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the comments in Java source, and the string literals that contain prose. */
final class JavaProse {
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?<block>.*?)(?<!\\\\)\"\"\""
                    + "|\"(?<literal>[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+)\""
                    + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'"
                    + "|//(?<line>[^\n]*)"
                    + "|/\\*(?<comment>.*?)\\*/",
            Pattern.DOTALL);
    private static final Pattern CONCATENATION = Pattern.compile("\\s*\\+\\s*");
    private static final Pattern NEXT_LINE = Pattern.compile("[ \t]*\n[ \t]*");

    private static final Pattern SPACE_ESCAPE = Pattern.compile("\\\\[nrts]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?=\\S)");
    private static final Pattern PROSE = Pattern.compile("(?s).*[A-Za-z]{2}.*");
    private static final Pattern BLANK = Pattern.compile("\\s");

    private static final Pattern PREFIX = Pattern.compile("(?m)^[ \t]*\\*+ ?");
    private static final Pattern CODE_TAG =
            Pattern.compile("\\{@\\w+[^{}]*+(?:\\{[^{}]*+}[^{}]*+)*+}|(?s)<(pre|code)>.*?</\\1>");
    private static final Pattern PARAGRAPH = Pattern.compile("\n[ \t]*\n|<(?:p|li|h\\d|tr|td|th)>"
            + "|@(?:param|throws|exception)\\s+\\S+|(?<=\n)@(?:return|since|deprecated|see)\\b");
    private static final Pattern TAG = Pattern.compile("</?\\w+(?:\\s[^<>]*)?/?>");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    private final String source;
    private final List<Passage> passages = new ArrayList<>();

    private JavaProse(String source) {
        this.source = source;
    }

    /** Reads the prose of one file; {@code messages} is false where string literals do not count. */
    static List<Passage> read(String source, boolean messages) {
        JavaProse prose = new JavaProse(source);
        prose.scan();
        return prose.passages.stream()
                .filter(passage -> passage.kind() == Passage.Kind.COMMENT || messages)
                .flatMap(passage ->
                        passage.kind() == Passage.Kind.COMMENT ? comment(passage).stream() : message(passage).stream())
                .toList();
    }

    private void scan() {
        Matcher token = TOKEN.matcher(source);
        int line = 1;
        int counted = 0;
        int end = 0;
        while (token.find()) {
            line += Passage.lineEnds(source.substring(counted, token.start()));
            counted = token.start();
            String gap = source.substring(end, token.start());
            end = token.end();
            if (token.group("line") != null) {
                add(new Passage(Passage.Kind.COMMENT, line, token.group("line")), NEXT_LINE, gap);
            } else if (token.group("comment") != null) {
                passages.add(new Passage(Passage.Kind.COMMENT, line, token.group("comment")));
            } else {
                String literal = token.group("block") == null ? token.group("literal") : token.group("block");
                add(new Passage(Passage.Kind.MESSAGE, line, literal == null ? "" : literal), CONCATENATION, gap);
            }
        }
    }

    /** Adds a passage, or appends it to the last one when only {@code glue} is between them. */
    private void add(Passage passage, Pattern glue, String gap) {
        Passage last = passages.isEmpty() ? null : passages.getLast();
        if (last == null || last.kind() != passage.kind() || !glue.matcher(gap).matches()) {
            passages.add(passage);
            return;
        }
        String joined = last.text() + "\n".repeat(Passage.lineEnds(gap)) + passage.text();
        passages.set(passages.size() - 1, new Passage(last.kind(), last.line(), joined));
    }

    private static List<Passage> comment(Passage passage) {
        return passage.replace(PREFIX, "").replace(CODE_TAG, "`…`").splitAt(PARAGRAPH).stream()
                .map(part -> part.replace(TAG, "").replace(CODE, "`…`"))
                .toList();
    }

    private static List<Passage> message(Passage passage) {
        Passage text = passage.replace(SPACE_ESCAPE, " ").replace(ESCAPE, "").replace(TAG, "");
        boolean prose = PROSE.matcher(text.text()).matches()
                && BLANK.matcher(text.text()).find();
        return prose ? text.splitAt(PARAGRAPH) : List.of();
    }
}
