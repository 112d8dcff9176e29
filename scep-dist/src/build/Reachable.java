import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes of a jar that its commands can lead to: those that are named in a class that is reached, be it as a type or
 * in a text. Most of Bouncy Castle is for other protocols and other providers.
 */
final class Reachable {
    /** The commands, and their option parser, which makes classes by reflection. */
    private static final Pattern BEGIN = Pattern.compile("(org/scepclient|picocli)/.*");

    /** Where classes for a later Java stand in the jar. */
    private static final Pattern VERSION = Pattern.compile("META-INF/versions/[0-9]+/");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*([./][A-Za-z_$][A-Za-z0-9_$]*)+");
    private static final String SUFFIX = ".class";

    private final Map<String, List<byte[]>> classes;
    private final Set<String> reached = new HashSet<>();
    private final Deque<String> next = new ArrayDeque<>();

    /**
     * @param classes by their name, such as {@code org/scepclient/cli/Version}: the class itself and those for a later Java
     */
    private Reachable(Map<String, List<byte[]>> classes) {
        this.classes = classes;
    }

    static Set<String> in(Map<String, List<byte[]>> classes) {
        Reachable search = new Reachable(classes);
        classes.keySet().stream().filter(BEGIN.asMatchPredicate()).forEach(search::reach);
        while (!search.next.isEmpty()) {
            search.classes.get(search.next.remove()).forEach(search::follow);
        }
        return search.reached;
    }

    /** The name of the class in an entry of a jar. */
    static String className(String entry) {
        String name = VERSION.matcher(entry).replaceFirst("");
        return name.substring(0, name.length() - SUFFIX.length());
    }

    private void reach(String name) {
        if (classes.containsKey(name) && reached.add(name)) {
            next.add(name);
        }
    }

    /** Types stand in descriptors and signatures too, so every text of the constant pool is looked through. */
    private void follow(byte[] content) {
        for (PoolEntry entry : ClassFile.of().parse(content).constantPool()) {
            if (entry instanceof Utf8Entry text) {
                names(text.stringValue()).forEach(this::reach);
            }
        }
    }

    private static Collection<String> names(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String name = matcher.group().replace('.', '/');
            names.add(name);
            // In a descriptor a type begins with L, which is not of its name.
            names.add(name.substring(1));
        }
        return names;
    }
}
