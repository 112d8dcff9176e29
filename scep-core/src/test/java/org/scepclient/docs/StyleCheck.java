package org.scepclient.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * Counts the wordings of {@code config/style.txt} in each document, and in the comments and the messages of each module.
 *
 * <p>{@code java scep-core/src/test/java/org/scepclient/docs/StyleCheck.java PATH…} prints them (JDK 22 or newer).
 */
final class StyleCheck {
    private final List<StyleRule> rules;
    private final Map<String, Subject> subjects = new TreeMap<>();

    private StyleCheck(List<StyleRule> rules) {
        this.rules = rules;
    }

    /** A document, or the comments or messages of a module. */
    private static final class Subject {
        private final List<String> hits = new ArrayList<>();
        private int words;

        double hitsPerThousandWords() {
            return words == 0 ? 0 : 1000.0 * hits.size() / words;
        }
    }

    public static void main(String[] paths) throws IOException {
        Path root = Repository.root();
        StyleCheck check = of(root, paths.length == 0 ? List.of("") : List.of(paths));
        System.out.print(check.hits(0));
        System.out.print(check.table());
    }

    /** Checks the files below these paths, which are relative to the root. */
    static StyleCheck of(Path root, List<String> paths) throws IOException {
        StyleCheck check = new StyleCheck(StyleRule.read(root.resolve("config/style.txt")));
        for (String path : paths) {
            for (Path file : Repository.files(root.resolve(path).normalize())) {
                check.add(root.relativize(file).toString(), Repository.prose(file));
            }
        }
        return check;
    }

    private void add(String file, List<Passage> passages) {
        for (Passage passage : passages) {
            Subject subject = subjects.computeIfAbsent(subject(file, passage.kind()), name -> new Subject());
            subject.words += passage.words();
            passage.sentences().forEach(sentence -> subject.hits.addAll(hits(file, sentence)));
        }
    }

    private List<String> hits(String file, Passage sentence) {
        List<String> hits = new ArrayList<>();
        String text = sentence.text().replace('\n', ' ');
        for (StyleRule rule : rules) {
            Matcher found = rule.pattern().matcher(text);
            while (found.find()) {
                String context = text.substring(found.start(), Math.min(text.length(), found.end() + 30));
                hits.add("%s:%d: \"%s\": %s"
                        .formatted(file, sentence.lineOf(found.start()), context.strip(), rule.instead()));
            }
        }
        return hits;
    }

    private static String subject(String file, Passage.Kind kind) {
        if (kind == Passage.Kind.DOCUMENT) {
            return file;
        }
        String module = file.startsWith("scep-") ? file.substring(0, file.indexOf('/')) : "build";
        return module + ' ' + kind.name().toLowerCase(Locale.ROOT) + 's';
    }

    /** The number of words in a document, in {@code scep-web comments} and the like; 0 if there is no such subject. */
    int words(String subject) {
        return subjects.getOrDefault(subject, new Subject()).words;
    }

    /** The hits in subjects with more than this number in 1000 words, one on a line. */
    String hits(double limit) {
        return subjects.values().stream()
                .filter(subject -> subject.hitsPerThousandWords() > limit)
                .flatMap(subject -> subject.hits.stream())
                .map(hit -> hit + '\n')
                .collect(Collectors.joining());
    }

    String table() {
        StringBuilder table = new StringBuilder("hits in 1000 words     hits    words\n");
        subjects.forEach((name, subject) -> table.append("%8.1f            %8d %8d  %s%n"
                .formatted(subject.hitsPerThousandWords(), subject.hits.size(), subject.words, name)));
        return table.toString();
    }
}
